import type {
  RequestInFlight,
  RequestObservation,
  RequestObserver,
  RequestOutcome,
} from '../adapters/framework-adapter.ts';
import type { Clock, DurationMillis, EpochMillis } from '../model/clock.ts';
import type { EndpointKey, MonitoringLevel } from '../model/endpoint.ts';
import type { FollowedRequest } from './following/followed-request.ts';
import type { RequestFollower } from './following/request-follower.ts';
import type { Losses } from './losses.ts';
import type { MonitoringLevels } from './monitoring-levels.ts';
import type { Recorder } from './recorder.ts';
import { StartTimes } from './start-times.ts';

export interface CollectorParts<Request> {
  readonly clock: Clock;
  readonly levels: MonitoringLevels;
  /** Which recorders see a request of an endpoint at each level. */
  readonly recorders: Readonly<Record<MonitoringLevel, readonly Recorder<Request>[]>>;
  readonly excludes: ((request: Request, path: string) => boolean) | null;
  readonly losses: Losses;
  /** Null where levels 2 and 3 are not to be had. */
  readonly follower: RequestFollower | null;
}

/**
 * Sees every request of the app and passes it to the recorders of its endpoint's level. This is the
 * one place between the app and the recorders: nothing thrown below gets past it.
 */
export class Collector<Request> implements RequestObserver<Request> {
  readonly parts: CollectorParts<Request>;
  readonly readsRequests: boolean;
  readonly #startTimes: StartTimes;
  #stopped = false;

  constructor(parts: CollectorParts<Request>) {
    this.parts = parts;
    this.#startTimes = new StartTimes(parts.clock);
    this.readsRequests = parts.excludes !== null;
  }

  requestStarted(request: Request, path: string, method: string): RequestObservation | null {
    if (this.#stopped || this.#isExcluded(request, path)) return null;
    const { clock, follower } = this.parts;
    const startedMonotonic = clock.monotonic();
    const startedAt = this.#startTimes.at(startedMonotonic);
    if (follower === null || !follower.isNeeded)
      return new Observation(this.parts, request, startedAt, startedMonotonic);
    const followed = follower.requestStarted({ method, path, startedAt, startedMonotonic });
    return new FollowedObservation(this.parts, request, follower, followed);
  }

  stop(): void {
    this.#stopped = true;
  }

  #isExcluded(request: Request, path: string): boolean {
    const { excludes, losses } = this.parts;
    if (excludes === null) return false;
    try {
      return excludes(request, path);
    } catch (error) {
      losses.callbackFailed('exclude', error);
      return false;
    }
  }
}

class Observation<Request> implements RequestObservation {
  readonly #parts: CollectorParts<Request>;
  readonly #native: Request;
  readonly #startedAt: EpochMillis;
  readonly #startedMonotonic: DurationMillis;

  constructor(
    parts: CollectorParts<Request>,
    native: Request,
    startedAt: EpochMillis,
    startedMonotonic: DurationMillis,
  ) {
    this.#parts = parts;
    this.#native = native;
    this.#startedAt = startedAt;
    this.#startedMonotonic = startedMonotonic;
  }

  finished({ endpoint, statusCode, aborted, ip }: RequestOutcome): void {
    const { clock, levels, recorders, losses } = this.#parts;
    try {
      const durationMillis = clock.monotonic() - this.#startedMonotonic;
      const request = {
        native: this.#native,
        endpoint,
        startedAt: this.#startedAt,
        durationMillis,
        statusCode,
        aborted,
        ip,
        trace: this.traceOf(endpoint, durationMillis),
      };
      for (const recorder of recorders[levels.of(endpoint)]) recorder.requestFinished(request);
    } catch (error) {
      losses.drop('recorder-failed', 1, error instanceof Error ? error.message : String(error));
    }
  }

  /** What else tells of the request that has ended. */
  protected traceOf(_endpoint: EndpointKey, _durationMillis: DurationMillis): number | null {
    return null;
  }
}

/** At levels 2 and 3. A class of its own, so that the adapter need not ask who is not followed. */
class FollowedObservation<Request> extends Observation<Request> {
  readonly #follower: RequestFollower;
  readonly #followed: FollowedRequest;

  constructor(parts: CollectorParts<Request>, native: Request, follower: RequestFollower, followed: FollowedRequest) {
    super(parts, native, followed.start.startedAt, followed.start.startedMonotonic);
    this.#follower = follower;
    this.#followed = followed;
  }

  follow(request: RequestInFlight, handle: () => void): void {
    this.#follower.follow(this.#followed, request, handle);
  }

  protected override traceOf(endpoint: EndpointKey, durationMillis: DurationMillis): number | null {
    return this.#follower.requestFinished(this.#followed, endpoint, durationMillis);
  }
}
