import { type EventLoopUtilization, type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { RuntimeSample } from '../../model/runtime-sample.ts';
import { CollectionMeter } from './collection-meter.ts';

/** Short enough to be seen live, long enough that a month of it is small. */
const SAMPLE_MILLIS = 15_000;
/** The timer by which Node measures the event loop: an idle process is woken so often. */
const DELAY_RESOLUTION_MILLIS = 20;
const NANOS_PER_MILLI = 1_000_000;

export interface RuntimeSamplerParts {
  readonly clock: Clock;
  sampled(sample: RuntimeSample): void;
  failed(error: unknown): void;
}

/** Reads every quarter of a minute what Node keeps count of anyway. Never keeps the process alive. */
export class RuntimeSampler {
  readonly #parts: RuntimeSamplerParts;
  readonly #delays: IntervalHistogram = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MILLIS });
  readonly #collections: CollectionMeter = new CollectionMeter();
  #timer: NodeJS.Timeout | undefined;
  #readAt: DurationMillis = 0;
  #cpuMicros = 0;
  #utilization: EventLoopUtilization = performance.eventLoopUtilization();

  constructor(parts: RuntimeSamplerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#delays.enable();
    this.#collections.start();
    this.#readAt = this.#parts.clock.monotonic();
    this.#cpuMicros = processMicros();
    this.#utilization = performance.eventLoopUtilization();
    this.#timer = setInterval(() => this.#tick(), SAMPLE_MILLIS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delays.disable();
    this.#collections.stop();
  }

  /** Since the last call or the start. */
  sample(): RuntimeSample {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const elapsedMillis = now - this.#readAt;
    const utilization = performance.eventLoopUtilization();
    const micros = processMicros();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const sample = {
      time: clock.now(),
      elapsedMillis,
      loopActiveMillis: performance.eventLoopUtilization(utilization, this.#utilization).active,
      loopDelay: this.#takeDelay(),
      cpuMillis: (micros - this.#cpuMicros) / 1000,
      collections: this.#collections.take(),
      memory: { residentBytes: rss, heapUsedBytes: heapUsed, heapTotalBytes: heapTotal, externalBytes: external },
    };
    this.#readAt = now;
    this.#cpuMicros = micros;
    this.#utilization = utilization;
    return sample;
  }

  #tick(): void {
    try {
      this.#parts.sampled(this.sample());
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  /** Node counts the time between two rings of its timer, of which the resolution is no delay. */
  #takeDelay(): RuntimeSample['loopDelay'] {
    const delays = this.#delays;
    const delay = (nanos: number): number => Math.max(0, nanos / NANOS_PER_MILLI - DELAY_RESOLUTION_MILLIS);
    const none = { p50Millis: 0, p99Millis: 0, maxMillis: 0 };
    const taken =
      delays.count === 0
        ? none
        : {
            p50Millis: delay(delays.percentile(50)),
            p99Millis: delay(delays.percentile(99)),
            maxMillis: delay(delays.max),
          };
    delays.reset();
    return taken;
  }
}

function processMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
