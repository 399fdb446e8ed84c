import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The parts of Express 4 and 5 that the adapter uses, described by shape: importing Express would
 * tie the adapter to one copy of it, and the app may come from another.
 */
export interface ExpressApp<Request extends IncomingMessage = ExpressRequest> {
  (request: IncomingMessage, response: ServerResponse): unknown;
  readonly mountpath: string | string[];
  enabled(setting: string): boolean;
  /** Prototype of the app's requests; gives callbacks like `groupBy` the app's own request type. */
  readonly request?: Request;
}

/** An Express request as far as the adapter reads it; with `@types/express` callbacks get the full type. */
export interface ExpressRequest extends IncomingMessage {
  /** Trust-proxy-aware client address. */
  readonly ip?: string | undefined;
  /** Concrete path of the routers that are handling the request right now. */
  readonly baseUrl?: string;
  readonly originalUrl?: string;
  readonly route?: ExpressRoute;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Set by a body parser of the app. */
  readonly body?: unknown;
  readonly app?: ExpressInternals;
}

export type ExpressHandle = (
  request: ExpressRequest,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => unknown;

/** What an app has beyond its documented interface. */
export interface ExpressInternals {
  handle: ExpressHandle;
  readonly request: object;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mountpath: string | string[];
  readonly parent?: ExpressInternals;
  /** Express 4, from the first route or middleware on. */
  readonly _router?: ExpressRouter;
}

export interface ExpressRouter {
  readonly stack: ExpressLayer[];
  readonly strict?: boolean;
}

/** A route's path as the developer wrote it. */
export type ExpressPath = string | RegExp | readonly ExpressPath[];

export interface ExpressRoute {
  readonly path: ExpressPath;
  /** Lower-case methods; `_all` for `app.all`. */
  readonly methods: Readonly<Record<string, boolean>>;
  readonly stack: readonly ExpressLayer[];
}

/** One entry of a router: a route, or something mounted with `use`. */
export interface ExpressLayer {
  readonly name?: string;
  readonly handle: ExpressHandle & { readonly stack?: ExpressLayer[]; readonly strict?: boolean };
  readonly route?: ExpressRoute | undefined;
  /** Express 4: all paths of the layer in one expression, and what it captures. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean };
  readonly keys?: readonly { readonly name: string | number; readonly optional?: boolean }[];
  /** Express 5: one function per path. */
  readonly matchers?: readonly ExpressMatcher[];
  /** Express 5: mounted at `/`, which every path matches. */
  readonly slash?: boolean;
  /** Express 5 with router 2.3 or later: the path as written. */
  readonly rawPath?: ExpressPath;
}

export type ExpressMatcher = (
  path: string,
) => false | { readonly path: string; readonly params: Readonly<Record<string, unknown>> };

export function isExpressApp(app: unknown): app is ExpressApp {
  if (typeof app !== 'function') return false;
  const { handle, enabled, mountpath, request } = app as Partial<ExpressInternals & ExpressApp>;
  return (
    typeof handle === 'function' &&
    typeof enabled === 'function' &&
    (typeof mountpath === 'string' || Array.isArray(mountpath)) &&
    typeof request === 'object'
  );
}

/**
 * The app's router if it has one already. Express creates it on first use with the settings of that
 * moment, so merely looking must not create it: Express 5's getter is called on a receiver that refuses.
 */
export function routerOf(app: ExpressInternals): ExpressRouter | null {
  if (app._router !== undefined) return app._router;
  const getter = Object.getOwnPropertyDescriptor(app, 'router')?.get;
  if (getter === undefined) return null;
  try {
    return getter.call(REFUSES_TO_CREATE) as ExpressRouter;
  } catch {
    return null;
  }
}

const REFUSES_TO_CREATE = {
  enabled(): never {
    throw new Error('the app has no router yet');
  },
};
