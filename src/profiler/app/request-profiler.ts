import type { DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { StackSample } from '../../model/outlier.ts';

/** How much a trace sees. `awaits`: where the request waits. `profile`: that, tiled with CPU samples into a profile. */
export type TraceDepth = 'awaits' | 'profile';

/** Follows some requests of the app from the inside, within a budget. Nothing is installed before the first `start`. */
export interface RequestProfiler {
  /**
   * Begins to follow the request whose handling is about to begin on this very stack. Null when the budget or the number of
   * requests followed at once does not allow it. Never throws.
   */
  start(depth: TraceDepth, holder: LoopHolder): RequestTrace | null;
  /** For every other request, on the same occasion: does nothing unless any is traced. */
  requestEntered(holder: LoopHolder): void;
  /** Whose code ran longest in this time, by the monotonic clock; null when that is not known. */
  holderBetween(start: DurationMillis, end: DurationMillis): LoopHolder | null;
  /** Removes every hook; running traces end without a result. */
  stop(): void;
}

/** Who a turn of the event loop belongs to. The endpoint is known when the request has ended. */
export interface LoopHolder {
  endpoint: EndpointKey | null;
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
  /** The request turns out not to be wanted: its endpoint has a lower level. */
  discard(endpoint?: EndpointKey): void;
}

export interface TraceOutcome {
  readonly endpoint: EndpointKey;
  /** As in the request's record: the profile's times add up to it. */
  readonly durationMillis: DurationMillis;
}
