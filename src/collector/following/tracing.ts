import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { RequestProfiler, RequestTrace, TraceOutcome } from '../../profiler/app/request-profiler.ts';
import type { MonitoringLevels } from '../monitoring-levels.ts';
import type { FollowedRequest } from './followed-request.ts';
import { TraceShare } from './trace-share.ts';

/** What is asked for at most; how much of it there is, is the profiler's budget. */
const PROFILES_PER_SECOND = 10;
/** Of profiles; each slows down its neighbours a little. */
const PROFILES_AT_ONCE = 2;
/** At low traffic every request, so that an outlier shows where it waits. */
const AWAITS_PER_SECOND = 50;
/** For so long after a refusal an endpoint does not ask: on a busy loop asking would cost more than all traces may. */
const REFUSAL_MILLIS = 10;

/** Chooses the requests that are followed from the inside. */
export class Tracing {
  readonly #profiler: RequestProfiler;
  readonly #levels: MonitoringLevels;
  readonly #profiles: TraceShare;
  readonly #awaits: TraceShare;
  /** Profiles under way. */
  #running = 0;
  readonly #askAgainAt = new WeakMap<EndpointKey, DurationMillis>();
  #skipped = 0;

  constructor(profiler: RequestProfiler, levels: MonitoringLevels, clock: Clock) {
    this.#profiler = profiler;
    this.#levels = levels;
    this.#profiles = new TraceShare(PROFILES_PER_SECOND, clock);
    this.#awaits = new TraceShare(AWAITS_PER_SECOND, clock);
  }

  /** Requests for which the profiler was not asked, because it had just refused. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Null for one that is not. Only who has a likely endpoint can be, as its level decides. */
  start(request: FollowedRequest): RequestTrace | null {
    const { predicted, start } = request;
    if (predicted === null) return null;
    if (start.startedMonotonic < (this.#askAgainAt.get(predicted) ?? 0)) {
      this.#skipped += 1;
      return null;
    }
    const trace = this.#ask(request, predicted);
    if (trace === null) this.#askAgainAt.set(predicted, start.startedMonotonic + REFUSAL_MILLIS);
    return trace;
  }

  #ask(request: FollowedRequest, predicted: EndpointKey): RequestTrace | null {
    const level = this.#levels.of(predicted);
    if (level === 3 && this.#running < PROFILES_AT_ONCE && this.#profiles.allows(predicted)) {
      const trace = this.#profiler.start('profile', request);
      if (trace === null) return null;
      this.#profiles.taken(predicted);
      this.#running += 1;
      return trace;
    }
    if (level < 2 || !this.#awaits.allows(predicted)) return null;
    const trace = this.#profiler.start('awaits', request);
    if (trace !== null) this.#awaits.taken(predicted);
    return trace;
  }

  /** Answers the profile that will be made, null for none. */
  finish({ trace }: FollowedRequest, end: TraceOutcome & { readonly isProfiled: boolean }): number | null {
    if (trace === null) return null;
    if (trace.depth === 'profile') this.#running -= 1;
    if (trace.depth === 'profile' && !end.isProfiled) {
      trace.discard(end.endpoint);
      return null;
    }
    trace.finish(end);
    return trace.depth === 'profile' ? trace.trace : null;
  }

  prefer(endpoint: EndpointKey): void {
    this.#awaits.prefer(endpoint);
    if (this.#levels.of(endpoint) === 3) this.#profiles.prefer(endpoint);
  }
}
