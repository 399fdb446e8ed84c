import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { DurationMillis } from '../../model/clock.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Moment } from './trace-log.ts';

export interface TraceLimits {
  /** Share of one core that tracing may take. */
  readonly cpuShare: number;
  readonly tracesPerSecond: number;
  readonly tracesAtOnce: number;
  /** The same on a busy loop, where whatever it takes is taken from other requests. */
  readonly busyCpuShare: number;
  /** The hook slows other requests down too: on a busy loop it may be on for this share of the time. */
  readonly busyDutyShare: number;
  /** From which utilization on the event loop counts as busy. */
  readonly busyUtilization: number;
}

export const DEFAULT_TRACE_LIMITS: TraceLimits = {
  cpuShare: 0.03,
  tracesPerSecond: 10,
  tracesAtOnce: 2,
  busyCpuShare: 0.01,
  busyDutyShare: 0.2,
  busyUtilization: 0.7,
};

const UTILIZATION_WINDOW_MILLIS = 500;
const MILLIS_PER_SECOND = 1000;
/** For so long an allowance may be saved up. */
const BURST_SECONDS = 2;
/** What a busy loop allows is little, and whoever waits for an outlier wants it seen after a burst of requests too. */
const BUSY_BURST_SECONDS = 10;

/** Decides whether one more request may be traced, by what the earlier ones have cost. */
export class TraceBudget {
  readonly #limits: TraceLimits;
  readonly #cpuMillis: TokenBucket;
  readonly #traces: TokenBucket;
  readonly #busyCpuMillis: TokenBucket;
  readonly #dutyMillis: TokenBucket;
  #utilizationAt: Moment = Number.NEGATIVE_INFINITY;
  #lastUtilization: EventLoopUtilization | undefined;
  #isBusy = false;

  constructor(limits: TraceLimits, now: Moment) {
    this.#limits = limits;
    const cpuMillisPerSecond = limits.cpuShare * MILLIS_PER_SECOND;
    this.#cpuMillis = new TokenBucket(cpuMillisPerSecond, cpuMillisPerSecond * BURST_SECONDS, now);
    this.#traces = new TokenBucket(limits.tracesPerSecond, Math.max(1, limits.tracesPerSecond), now);
    const busyCpuMillis = limits.busyCpuShare * MILLIS_PER_SECOND;
    this.#busyCpuMillis = new TokenBucket(busyCpuMillis, busyCpuMillis * BUSY_BURST_SECONDS, now);
    const dutyMillis = limits.busyDutyShare * MILLIS_PER_SECOND;
    this.#dutyMillis = new TokenBucket(dutyMillis, dutyMillis * BUSY_BURST_SECONDS, now);
  }

  allows(tracesAtOnce: number, now: Moment): boolean {
    if (tracesAtOnce >= this.#limits.tracesAtOnce) return false;
    if (!this.#traces.has(1, now) || !this.#cpuMillis.has(0, now)) return false;
    const isCheap = this.#busyCpuMillis.has(0, now) && this.#dutyMillis.has(0, now);
    return isCheap || !this.#isLoopBusy(now);
  }

  started(): void {
    this.#traces.spend(1);
  }

  ended(costMillis: DurationMillis): void {
    this.#cpuMillis.spend(costMillis);
    // What was spent while the loop had time to spare is not held against a busy one for long.
    this.#busyCpuMillis.spend(costMillis, this.#limits.busyCpuShare * MILLIS_PER_SECOND);
  }

  /** The hook was on for so long because of one trace. */
  hooked(millis: DurationMillis): void {
    this.#dutyMillis.spend(millis, MILLIS_PER_SECOND);
  }

  #isLoopBusy(now: Moment): boolean {
    if (now - this.#utilizationAt < UTILIZATION_WINDOW_MILLIS) return this.#isBusy;
    const current = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(current, this.#lastUtilization);
    this.#lastUtilization = current;
    this.#utilizationAt = now;
    this.#isBusy = utilization > this.#limits.busyUtilization;
    return this.#isBusy;
  }
}
