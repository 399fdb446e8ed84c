import type { EndpointKey } from '../model/endpoint.ts';

/** Teaches the core one web framework. It only translates: no clock, no counting, no storage. */
export interface FrameworkAdapter<Request> {
  readonly framework: string;
  /** Routes registered so far, so that the overview can list endpoints nobody has called yet. */
  listEndpoints(): readonly EndpointKey[];
  /**
   * Starts to report every request of the app to `observer` and to hand those below the dashboard's
   * path to `dashboard`. Answers a function that undoes it.
   */
  attach(parts: { readonly observer: RequestObserver<Request>; readonly dashboard: DashboardMount }): () => void;
}

/** Called on the request path of the monitored app: neither method throws or waits. */
export interface RequestObserver<Request> {
  /** At the first line of a request; null when it is not recorded (excluded, or closed). */
  requestStarted(request: Request, path: string): RequestObservation | null;
}

export interface RequestObservation {
  /** Call exactly once, when the response is complete or the connection is gone. */
  finished(outcome: RequestOutcome): void;
}

export interface RequestOutcome {
  readonly endpoint: EndpointKey;
  /** As sent; 499 when the client left before anything was sent. */
  readonly statusCode: number;
  readonly aborted: boolean;
  /** The framework's own trust-proxy-aware client address. */
  readonly ip: string | null;
}

/** The dashboard as a node:http handler. */
export interface DashboardMount {
  /** Whether this path (no query) belongs to the dashboard. */
  matches(path: string): boolean;
  /** Answers the request completely; never throws. `mountPath` is what was stripped before `path`. */
  handle(
    request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse,
    path: string,
  ): void;
}
