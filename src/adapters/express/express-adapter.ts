import type { IncomingMessage, ServerResponse } from 'node:http';
import { MonitoringError } from '../../model/errors.ts';
import type { DashboardMount, FrameworkAdapter, RequestObservation, RequestObserver } from '../framework-adapter.ts';
import type { ExpressApp, ExpressHandle, ExpressInternals, ExpressRequest } from './express-app.ts';
import { requestPath } from './request-path.ts';
import { createRouteTemplates, type RouteTemplates } from './route-template.ts';

/** On an app that is being monitored. Registered, because the ESM and the CommonJS build must see each other's. */
const MONITORED: unique symbol = Symbol.for('node-monitoring-dashboard.monitored');

/** nginx's code for a client that closed the connection before it got an answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Monitors an Express 4 or 5 app, at the root of a server or mounted below another app. */
export function createExpressAdapter<Request extends IncomingMessage = ExpressRequest>(
  app: ExpressApp<Request>,
): FrameworkAdapter<Request> {
  const internals = app as unknown as ExpressInternals & { [MONITORED]?: true };
  const templates = createRouteTemplates();
  return {
    framework: 'express',
    listEndpoints: () => templates.list(),
    attach({ observer, dashboard }) {
      if (internals[MONITORED]) throw new MonitoringError('NMD_ALREADY_BOUND', ALREADY_BOUND);
      const hook = new ExpressHook(internals, templates, observer as RequestObserver<unknown>, dashboard);
      Object.defineProperty(internals, MONITORED, { value: true, configurable: true });
      return () => {
        hook.remove();
        delete internals[MONITORED];
      };
    },
  };
}

const ALREADY_BOUND =
  'This Express app already has a dashboard: call bind() once per app, or close() the first dashboard before you bind again.';

/**
 * Replaces the app's own `handle`, the one door through which a server and a parent app hand over
 * requests. Middleware would miss what was registered before it, and costs every request one layer more.
 */
class ExpressHook {
  readonly #app: ExpressInternals;
  readonly #templates: RouteTemplates;
  readonly #observer: RequestObserver<unknown>;
  readonly #dashboard: DashboardMount;
  readonly #original: ExpressHandle;
  readonly #replacement: ExpressHandle;
  /** Marks requests this hook has seen: an app may send a rewritten request through itself again. */
  readonly #seen: symbol = Symbol('seen by the monitor');
  #active = true;

  constructor(
    app: ExpressInternals,
    templates: RouteTemplates,
    observer: RequestObserver<unknown>,
    dashboard: DashboardMount,
  ) {
    this.#app = app;
    this.#templates = templates;
    this.#observer = observer;
    this.#dashboard = dashboard;
    this.#original = app.handle;
    this.#replacement = (request, response, next) => {
      if (this.#active && this.#intercepts(request, response)) return;
      this.#original.call(app, request, response, next);
    };
    app.handle = this.#replacement;
  }

  /** Another library may have wrapped `handle` after us; then ours stays in the chain and does nothing. */
  remove(): void {
    this.#active = false;
    if (this.#app.handle === this.#replacement) this.#app.handle = this.#original;
  }

  /** Whether the dashboard answers. Nothing of ours may keep the app from handling its request. */
  #intercepts(request: ExpressRequest, response: ServerResponse): boolean {
    try {
      if (this.#hasSeen(request)) return false;
      const path = requestPath(request.url ?? '/');
      // Express does this a moment later; `exclude` and `authorize` may use its request methods already.
      Object.setPrototypeOf(request, this.#app.request);
      if (this.#dashboard.matches(path)) {
        this.#dashboard.handle(request, response, path);
        return true;
      }
      this.#observe(request, response, path);
    } catch {}
    return false;
  }

  #hasSeen(request: ExpressRequest): boolean {
    const marks = request as unknown as Record<symbol, true | undefined>;
    if (marks[this.#seen]) return true;
    marks[this.#seen] = true;
    return false;
  }

  #observe(request: ExpressRequest, response: ServerResponse, path: string): void {
    const observation = this.#observer.requestStarted(request, path);
    if (observation === null) return;
    const method = request.method ?? 'GET';
    // Node looks the address up once and keeps it; after the socket is gone it could not any more.
    void request.socket?.remoteAddress;
    response.on('close', () => this.#finish(observation, request, response, method));
  }

  #finish(observation: RequestObservation, request: ExpressRequest, response: ServerResponse, method: string): void {
    const aborted = !response.writableFinished;
    observation.finished({
      endpoint: this.#templates.endpointOf(request, method),
      statusCode: aborted && !response.headersSent ? CLIENT_CLOSED_REQUEST : response.statusCode,
      aborted,
      ip: request.ip ?? null,
    });
  }
}
