import type { DurationMillis, EpochMillis } from '../model/clock.ts';
import type { EndpointKey } from '../model/endpoint.ts';

/** Turns finished requests into records. One implementation per monitoring level. */
export interface Recorder<Request> {
  readonly name: string;
  /** Called on the app's thread for each request of an endpoint whose level includes this recorder. */
  requestFinished(request: FinishedRequest<Request>): void;
}

export interface FinishedRequest<Request> {
  readonly native: Request;
  readonly endpoint: EndpointKey;
  readonly startedAt: EpochMillis;
  readonly durationMillis: DurationMillis;
  readonly statusCode: number;
  readonly aborted: boolean;
  /** The framework's own trust-proxy-aware client address. */
  readonly ip: string | null;
  /** See `TraceKey`; null when nothing but its record tells of the request. */
  readonly trace: number | null;
}
