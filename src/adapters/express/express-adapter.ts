import type { IncomingMessage, ServerResponse } from 'node:http';
import { type EndpointKey, UNMATCHED } from '../../model/endpoint.ts';
import { MonitoringError } from '../../model/errors.ts';
import { type FollowHandling, handleFollowed } from '../followed-handling.ts';
import type {
  DashboardMount,
  FrameworkAdapter,
  RequestObservation,
  RequestObserver,
  RequestOutcome,
} from '../framework-adapter.ts';
import { requestPath } from '../request-path.ts';
import { onResponseEnd, responseOutcome } from '../response-end.ts';
import type { ExpressApp, ExpressHandle, ExpressInternals, ExpressRequest } from './express-app.ts';
import { ExpressRequestInFlight } from './express-request-in-flight.ts';
import { type RequestOrigin, RouteTemplates } from './route-templates.ts';

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
      const hook = new ExpressHook(internals, { templates, dashboard, observer: observer as RequestObserver<unknown> });
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
  readonly templates: RouteTemplates;
  readonly observer: RequestObserver<unknown>;
  readonly dashboard: DashboardMount;
}

/**
 * Replaces the app's own `handle`, the one door through which a server and a parent app hand over
 * requests. Middleware would miss what was registered before it, and costs every request one layer more.
 */
class ExpressHook {
  readonly #app: ExpressInternals;
  readonly #parts: HookParts;
  readonly #original: ExpressHandle;
  readonly #replacement: ExpressHandle;
  /** Marks requests this hook has seen: an app may send a rewritten request through itself again. */
  readonly #seen: symbol = Symbol('seen by the monitor');
  #isActive = true;

  constructor(app: ExpressInternals, parts: HookParts) {
    this.#app = app;
    this.#parts = parts;
    this.#original = app.handle;
    this.#replacement = (request, response, next) => {
      const follow = this.#isActive ? this.#arrive(request, response) : null;
      if (follow === ANSWERED) return;
      if (follow === null) this.#original.call(app, request, response, next);
      else handleFollowed(follow, () => this.#original.call(app, request, response, next));
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

  #hasSeen(request: ExpressRequest): boolean {
    const marks = request as unknown as Record<symbol, true | undefined>;
    if (marks[this.#seen]) return true;
    marks[this.#seen] = true;
    return false;
  }

  /** Once it is the dashboard's request, the app must not answer it too, whatever happens. */
  #answer(request: ExpressRequest, response: ServerResponse, path: string): typeof ANSWERED {
    try {
      this.#prepare(request);
      this.#parts.dashboard.handle(request, response, path, this.#ipOf(request, peerOf(request)));
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
    const { observer, templates } = this.#parts;
    if (observer.readsRequests !== false) this.#prepare(request);
    const { method = 'GET', baseUrl = '', route } = request;
    const observation = observer.requestStarted(request, path, method);
    if (observation === null) return null;
    const origin: RequestOrigin = { method, path, baseUrl, route };
    const peer = peerOf(request);
    onResponseEnd(request, response, () => {
      const { statusCode, aborted } = responseOutcome(request, response);
      const endpoint = this.#endpointOf(request, origin);
      finish(observation, { endpoint, statusCode, aborted, ip: this.#ipOf(request, peer) });
    });
    if (observation.follow === undefined) return null;
    const inFlight = new ExpressRequestInFlight(request, origin, templates);
    return (handle) => observation.follow?.(inFlight, handle);
  }

  #endpointOf(request: ExpressRequest, origin: RequestOrigin): EndpointKey {
    try {
      return this.#parts.templates.endpointOf(request, origin);
    } catch {
      return UNMATCHED;
    }
  }

  /** `req.ip`, which costs more than the rest of the hook, where it can differ from the peer's address. */
  #ipOf(request: ExpressRequest, peer: string | null): string | null {
    if (this.#app.settings['trust proxy'] === false) return peer;
    try {
      return request.ip ?? null;
    } catch {
      // The app's own `trust proxy` function decides, and may throw.
      return null;
    }
  }
}

/** Asked at the start: Node looks the address up once and keeps it, and cannot when the socket is gone. */
function peerOf(request: ExpressRequest): string | null {
  return request.socket?.remoteAddress ?? null;
}

function finish(observation: RequestObservation, outcome: RequestOutcome): void {
  try {
    observation.finished(outcome);
  } catch {
    // The observer counts its own failures; thrown from an event, this one would end the process.
  }
}
