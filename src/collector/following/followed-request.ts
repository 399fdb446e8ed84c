import type { RequestInFlight } from '../../adapters/framework-adapter.ts';
import type { DurationMillis, EpochMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { StackSample } from '../../model/outlier.ts';
import type { LoopHolder } from '../../profiler/app/loop-log.ts';
import type { RequestTrace } from '../../profiler/app/request-profiler.ts';

/** Place of a request that `LoopWatch` does not watch. */
export const NOT_WATCHED = -1;

export interface RequestStart {
  readonly method: string;
  readonly path: string;
  readonly startedAt: EpochMillis;
  readonly startedMonotonic: DurationMillis;
}

/** A request that is under way while some endpoint has outliers or profiles, as far as it has been seen. */
export class FollowedRequest implements LoopHolder {
  readonly start: RequestStart;
  /** From method and path; what is true shows when a route has the request. */
  readonly predicted: EndpointKey | null;
  /** Once it has ended. */
  endpoint: EndpointKey | null = null;
  inFlight: RequestInFlight | null = null;
  trace: RequestTrace | null = null;
  /** When it will have lasted too long, by the app's monotonic clock. */
  dueAt: DurationMillis = Number.POSITIVE_INFINITY;
  /** Among those that `LoopWatch` watches. */
  watchPlace: number = NOT_WATCHED;
  /** The longest it could not go on because the event loop was blocked, and by whom. */
  longestDelayMillis: DurationMillis = 0;
  blockedBy: LoopHolder | null = null;
  /** What it ran while it blocked the event loop itself. */
  runningStack: StackSample | null = null;
  /** Found to last too long, whether or not there was room to write it down. */
  isOutlier = false;
  /** See `TraceKey`; null while it is no outlier. */
  outlierTrace: number | null = null;

  constructor(start: RequestStart, predicted: EndpointKey | null) {
    this.start = start;
    this.predicted = predicted;
  }

  /** As far as is known now. */
  likelyEndpoint(): EndpointKey | null {
    return this.endpoint ?? this.#current() ?? this.predicted;
  }

  #current(): EndpointKey | null {
    try {
      return this.inFlight?.endpoint() ?? null;
    } catch {
      // A getter of the app's; the prediction has to do.
      return null;
    }
  }
}
