import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EndpointKey } from '../model/endpoint.ts';

/** Teaches the core one web framework. It only translates: no clock, no counting, no storage. */
export interface FrameworkAdapter<Request> {
  readonly framework: string;
  /** Routes registered so far, each once, so that the overview can list endpoints nobody has called yet. */
  listEndpoints(): readonly EndpointKey[];
  /**
   * Starts to report every request of the app to `observer` and to hand those below the dashboard's
   * path to `dashboard`. Answers a function that undoes it.
   */
  attach(parts: { readonly observer: RequestObserver<Request>; readonly dashboard: DashboardMount }): () => void;
}

/** Called on the request path of the monitored app: neither method throws or waits. */
export interface RequestObserver<Request> {
  /** Whether `requestStarted` reads the request. False spares the adapter to prepare it that early. @default true */
  readonly readsRequests?: boolean;
  /** At the first line of a request; null when it is not recorded (excluded, or closed). */
  requestStarted(request: Request, path: string, method: string): RequestObservation | null;
}

export interface RequestObservation {
  /**
   * Present when the observer follows the request while it is under way. Then it is called once, at once and on the
   * same stack, in place of the app's handling: it calls `handle` and lets through what that throws.
   */
  follow?(request: RequestInFlight, handle: () => void): void;
  /** Call exactly once, when the response is complete or the connection is gone. The same endpoint is always the same object. */
  finished(outcome: RequestOutcome): void;
}

/** A request that the app is handling, asked about only when somebody must know. Both may throw what the app's getters throw. */
export interface RequestInFlight {
  /** Of the route that has the request at the moment, as far as is known; null until one has taken it. */
  endpoint(): EndpointKey | null;
  values(): RequestValues;
}

/** As the framework has them, nothing left out. */
export interface RequestValues {
  /** Path and query as they came in. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Route parameters; empty until a route has the request. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** As the app's parser left it; undefined when none has. */
  readonly body: unknown;
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
  /**
   * Answers the request completely; never throws. `path` begins with the dashboard's own, `ip` is the framework's
   * trust-proxy-aware client address: failed sign-ins are counted by it.
   */
  handle(request: IncomingMessage, response: ServerResponse, path: string, ip: string | null): void;
}
