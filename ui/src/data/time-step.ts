import type { TimeStep } from '../../../src/model/metrics-query.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { epochOf, zonedParts, zoneOffset } from '../format/zoned-time.ts';

const STEP_MILLIS: Readonly<Record<TimeStep, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '1d': 86_400_000,
};

/** The narrowest that cuts so much time into at most so many buckets. */
export function stepFor(rangeMillis: number, mostBuckets: number): TimeStep {
  const steps = Object.entries(STEP_MILLIS) as [TimeStep, number][];
  return steps.find(([, millis]) => rangeMillis / millis <= mostBuckets)?.[0] ?? '1d';
}

/** Whole buckets only, also where the last one is not over yet: a part of one would look like a drop that never was. */
export function alignedRange({ from, to }: TimeRange, step: TimeStep, zone: string): TimeRange {
  return { from: bucketStart(from, step, zone), to: nextStart(bucketStart(to - 1, step, zone), step, zone) };
}

/** Starts of all buckets that touch the range; days are as long as the zone makes them. */
export function bucketStarts({ from, to }: TimeRange, step: TimeStep, zone: string): readonly number[] {
  const starts: number[] = [];
  for (let start = bucketStart(from, step, zone); start < to; start = nextStart(start, step, zone)) starts.push(start);
  return starts;
}

export function nextStart(start: number, step: TimeStep, zone: string): number {
  // An hour more than the width and down again: right where clocks change in between, too.
  if (step === '1d' || step === '6h') return bucketStart(start + STEP_MILLIS[step] + STEP_MILLIS['1h'], step, zone);
  return start + STEP_MILLIS[step];
}

function bucketStart(time: number, step: TimeStep, zone: string): number {
  const width = STEP_MILLIS[step];
  if (width <= STEP_MILLIS['1h']) {
    const offset = zoneOffset(time, zone);
    return Math.floor((time + offset) / width) * width - offset;
  }
  const parts = zonedParts(time, zone);
  const hour = step === '1d' ? 0 : Math.floor(parts.hour / 6) * 6;
  return epochOf({ ...parts, hour, minute: 0 }, zone);
}
