import type { IncomingMessage, ServerResponse } from 'node:http';
import { MonitoringError } from '../../model/errors.ts';
import { type FollowHandling, handleFollowed } from '../followed-handling.ts';
import type { DashboardMount, FrameworkAdapter, RequestObserver } from '../framework-adapter.ts';
import { requestPath } from '../request-path.ts';
import type { ExpressApp, ExpressHandle, ExpressInternals, ExpressRequest } from './express-app.ts';
import { clientIp, ExpressExchange, type ExpressReader, peerOf } from './express-exchange.ts';
import { ExpressRequestInFlight } from './express-request-in-flight.ts';
import { RouteTemplates } from './route-templates.ts';

/** On an app that is being monitored. Registered, because the ESM and the CommonJS build must see each other's. */
const MONITORED: unique symbol = Symbol.for('node-monitoring-dashboard.monitored');

const ALREADY_BOUND =
  'This Express app already has a dashboard: call bind() once per app, or close() the first dashboard before you bind again.';

/** Monitors an Express 4 or 5 app, at the root of a server or mounted below another app. */
export function createExpressAdapter<Request extends IncomingMessage = ExpressRequest>(
  app: ExpressApp<Request>,
): FrameworkAdapter<Request> {
  const internals = app as unknown as ExpressInternals & { [MONITORED]?: true };
  const templates = new RouteTemplates(internals);
  return {
    framework: 'express',
    listEndpoints: () => templates.list(),
    attach({ observer, dashboard }) {
      if (internals[MONITORED]) throw new MonitoringError('NMD_ALREADY_BOUND', ALREADY_BOUND);
      const hook = new ExpressHook(
        { app: internals, templates },
        { dashboard, observer: observer as RequestObserver<unknown> },
      );
      Object.defineProperty(internals, MONITORED, { value: true, configurable: true });
      return () => {
        hook.remove();
        delete internals[MONITORED];
      };
    },
  };
}

/** Instead of a way to follow the app's handling: there will be none. */
const ANSWERED = 'answered';

interface HookParts {
  readonly observer: RequestObserver<unknown>;
  readonly dashboard: DashboardMount;
}

/**
 * Replaces the app's own `handle`, the one door through which a server and a parent app hand over
 * requests. Middleware would miss what was registered before it, and costs every request one layer more.
 */
class ExpressHook {
  readonly #app: ExpressInternals;
  readonly #reader: ExpressReader;
  readonly #parts: HookParts;
  readonly #original: ExpressHandle;
  readonly #replacement: ExpressHandle;
  /** Requests that came from a parent app, which takes Express' mark off them when it gets them back. */
  readonly #passedOn: WeakSet<object> = new WeakSet();
  #isActive = true;

  constructor(reader: ExpressReader, parts: HookParts) {
    const { app } = reader;
    this.#app = app;
    this.#reader = reader;
    this.#parts = parts;
    this.#original = app.handle;
    const original = this.#original;
    const arrive = this.#arrive.bind(this);
    // Nothing here but constants, and no closure where nobody follows: this runs for every request.
    this.#replacement = (request, response, next) => {
      const follow = arrive(request, response);
      if (follow === null) original.call(app, request, response, next);
      else if (follow !== ANSWERED) handleFollowed(follow, () => original.call(app, request, response, next));
    };
    app.handle = this.#replacement;
  }

  /** Another library may have wrapped `handle` after us; then ours stays in the chain and does nothing. */
  remove(): void {
    this.#isActive = false;
    if (this.#app.handle === this.#replacement) this.#app.handle = this.#original;
  }

  /** How the app's handling is followed, null for not at all. Nothing of ours may keep the app from handling its request. */
  #arrive(request: ExpressRequest, response: ServerResponse): FollowHandling | typeof ANSWERED | null {
    if (!this.#isActive) return null;
    try {
      if (this.#hasSeen(request)) return null;
      const path = requestPath(request.url ?? '/');
      if (this.#parts.dashboard.matches(path)) return this.#answer(request, response, path);
      return this.#observe(request, response, path);
    } catch {
      // Observers and the dashboard count their own failures; what is left is the app's request.
    }
    return null;
  }

  /**
   * Whether the app has had the request before: it may send a rewritten one through itself again, and its parent may
   * come to it twice. Express leaves its mark on what an app handles, so that new requests need none of ours.
   */
  #hasSeen(request: ExpressRequest): boolean {
    if (request.app === undefined) return false;
    if (Object.prototype.isPrototypeOf.call(this.#app.request, request) || this.#passedOn.has(request)) return true;
    this.#passedOn.add(request);
    return false;
  }

  /** Once it is the dashboard's request, the app must not answer it too, whatever happens. */
  #answer(request: ExpressRequest, response: ServerResponse, path: string): typeof ANSWERED {
    try {
      this.#prepare(request);
      this.#parts.dashboard.handle(request, response, path, clientIp(request, this.#app, peerOf(request)));
    } catch {
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    }
    return ANSWERED;
  }

  /** Express does this a moment later, but `exclude` and `authorize` may want its request methods now. */
  #prepare(request: ExpressRequest): void {
    Object.setPrototypeOf(request, this.#app.request);
  }

  #observe(request: ExpressRequest, response: ServerResponse, path: string): FollowHandling | null {
    const { observer } = this.#parts;
    if (observer.readsRequests !== false) this.#prepare(request);
    const exchange = new ExpressExchange(request, response, path, this.#reader);
    const observation = observer.requestStarted(request, path, exchange.method);
    if (observation === null) return null;
    exchange.observe(observation);
    if (observation.follow === undefined) return null;
    const inFlight = new ExpressRequestInFlight(request, exchange, this.#reader.templates);
    return (handle) => observation.follow?.(inFlight, handle);
  }
}
