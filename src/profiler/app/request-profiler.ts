import type { DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { StackSample } from '../../model/outlier.ts';
import type { BusyStretch, LoopHolder } from './loop-log.ts';

/** How much a trace sees. `awaits`: where the request waits. `profile`: that, tiled with CPU samples into a profile. */
export type TraceDepth = 'awaits' | 'profile';

/** Follows some requests of the app from the inside, within a budget. Nothing is installed before the first `start`. */
export interface RequestProfiler {
  /**
   * Begins to follow the request whose handling is about to begin on this very stack. Null when the budget or the number of
   * requests followed at once does not allow it. Never throws.
   */
  start(depth: TraceDepth, holder?: LoopHolder): RequestTrace | null;
  /**
   * For every request, traced or not, whose handling is about to begin on this very stack: null unless any is traced. When the
   * request ends, set `endpoint` of the answer: traced requests that had to wait for it will name it.
   */
  requestEntered(holder?: LoopHolder): LoopHolder | null;
  /** What took most of this time, by the monotonic clock, without a rest; null when nothing did, or nothing was traced. */
  busiestBetween(start: DurationMillis, end: DurationMillis): BusyStretch | null;
  /** Removes every hook; running traces end without a result. */
  stop(): void;
  readonly status: RequestProfilerStatus;
}

export interface RequestTrace {
  /** See `TraceKey`. */
  readonly trace: number;
  readonly depth: TraceDepth;
  /** Calls `handle` as a part of the request, and lets through what it throws. */
  run(handle: () => void): void;
  /** Where the request waits now, innermost line first and the likeliest stack first. */
  pendingStacks(): readonly StackSample[];
  /** The response has ended. At depth `profile` the worker makes a profile of it. */
  finish(outcome: TraceOutcome): void;
  /** The request turns out not to be wanted: its endpoint has a lower level. Requests that waited for it will name `endpoint`. */
  discard(endpoint?: EndpointKey): void;
}

export interface TraceOutcome {
  readonly endpoint: EndpointKey;
  /** As in the request's record: the profile's times add up to it. */
  readonly durationMillis: DurationMillis;
}

export interface RequestProfilerStatus {
  /** Whether the async hook is enabled now. */
  readonly isHooked: boolean;
  /** Whether anything is installed that is there between traces too: the observer of garbage collections. */
  readonly isInstalled: boolean;
  readonly traces: number;
  /** Requests that were not traced because the budget was used up. */
  readonly refused: number;
  /** What all traces have cost the app's thread. */
  readonly costMillis: DurationMillis;
  /** Traces given up because something of the profiler's own failed. */
  readonly failures: number;
}
