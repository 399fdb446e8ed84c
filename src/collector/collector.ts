import type { RequestObservation, RequestObserver, RequestOutcome } from '../adapters/framework-adapter.ts';
import type { Clock, DurationMillis, EpochMillis } from '../model/clock.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { Losses } from './losses.ts';
import type { MonitoringLevels } from './monitoring-levels.ts';
import type { Recorder } from './recorder.ts';

export interface CollectorParts<Request> {
  readonly clock: Clock;
  readonly levels: MonitoringLevels;
  /** Which recorders see a request of an endpoint at each level. */
  readonly recorders: Readonly<Record<MonitoringLevel, readonly Recorder<Request>[]>>;
  readonly excludes: ((request: Request, path: string) => boolean) | null;
  readonly losses: Losses;
}

/**
 * Sees every request of the app and passes it to the recorders of its endpoint's level. This is the
 * one place between the app and the recorders: nothing thrown below gets past it.
 */
export class Collector<Request> implements RequestObserver<Request> {
  readonly parts: CollectorParts<Request>;
  readonly readsRequests: boolean;
  #stopped = false;

  constructor(parts: CollectorParts<Request>) {
    this.parts = parts;
    this.readsRequests = parts.excludes !== null;
  }

  requestStarted(request: Request, path: string): RequestObservation | null {
    if (this.#stopped || this.#isExcluded(request, path)) return null;
    const { clock } = this.parts;
    return new Observation(this.parts, request, clock.now(), clock.monotonic());
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
      const request = {
        native: this.#native,
        endpoint,
        startedAt: this.#startedAt,
        durationMillis: clock.monotonic() - this.#startedMonotonic,
        statusCode,
        aborted,
        ip,
      };
      for (const recorder of recorders[levels.of(endpoint)]) recorder.requestFinished(request);
    } catch (error) {
      losses.drop('recorder-failed', 1, error instanceof Error ? error.message : String(error));
    }
  }
}
