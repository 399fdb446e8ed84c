import type { Clock, DurationMillis } from '../../model/clock.ts';

const ATTEMPTS = 20;
const NANOS_PER_MILLI = 1e6;

/** What added to the clock's monotonic milliseconds gives those of V8's profiler, which are the operating system's. */
export function clockOffsetMillis(clock: Clock): DurationMillis {
  let narrowest = Number.POSITIVE_INFINITY;
  let offset = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = clock.monotonic();
    const system = Number(process.hrtime.bigint()) / NANOS_PER_MILLI;
    const after = clock.monotonic();
    if (after - before >= narrowest) continue;
    narrowest = after - before;
    offset = system - (before + after) / 2;
  }
  return offset;
}
