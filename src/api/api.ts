import { AnswerStreams } from './answer-streams.ts';
import type { ApiContext } from './api-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { AuthStores, isStorageUnavailable } from './auth/auth-stores.ts';
import { requireCsrfToken, requireRole } from './auth/guard.ts';
import { SessionBook } from './auth/session-book.ts';
import { SignIn } from './auth/sign-in.ts';
import { TokenCheck } from './auth/token-check.ts';
import { requireScope } from './auth/token-scopes.ts';
import { compressResponse } from './compress-response.ts';
import { ApiProblem, storageUnavailable } from './problem.ts';
import { PrometheusPage } from './prometheus/prometheus-page.ts';
import { bytesResponse, chunkedResponse, emptyResponse, jsonResponse, problemResponse } from './response.ts';
import type { Reply, Route } from './route.ts';
import { matchRoute } from './router.ts';
import { ROUTES } from './routes.ts';

/** Messages remembered so as not to be logged again; beyond this many, something logs a different one each time. */
const MAX_LOGGED = 100;

/** Answers every call, never rejects. */
export function createApi(context: ApiContext): (request: ApiRequest) => Promise<ApiResponse> {
  const stores = new AuthStores(context);
  const parts: Parts = {
    context,
    tokens: new TokenCheck(context, stores),
    sessions: new SessionBook(context, stores),
    signIn: new SignIn(context, stores),
    streams: new AnswerStreams(),
    prometheusPage: new PrometheusPage(context),
    logged: new Set(),
  };
  return async (request) => {
    try {
      return compressResponse(request, await dispatch(parts, request));
    } catch (error) {
      return problemResponse(problemOf(parts, request, error));
    }
  };
}

interface Parts {
  readonly context: ApiContext;
  readonly tokens: TokenCheck;
  readonly sessions: SessionBook;
  readonly signIn: SignIn;
  readonly streams: AnswerStreams;
  readonly prometheusPage: PrometheusPage;
  readonly logged: Set<string>;
}

async function dispatch(parts: Parts, request: ApiRequest): Promise<ApiResponse> {
  const { context, tokens, sessions, streams } = parts;
  const { lockedReason } = context.settings;
  if (lockedReason !== null) throw new ApiProblem(403, 'locked', lockedReason);
  const { route, path } = matchRoute(ROUTES, request.method, request.path);
  // Whoever signs in needs no token, and must not fail at a wrong one.
  const byToken = route.role === 'public' ? null : await tokens.identify(request);
  const principal = byToken ?? (await sessions.identify(request, route));
  if (principal !== null) requireScope(route.scope, principal);
  requireRole(route.role, principal);
  // A login replaces the session it comes with, so it answers for its origin instead.
  if (route.method !== 'GET' && route.path !== '/login' && principal !== null) requireCsrfToken(request, principal);
  if (route.needsStorage && !context.storageReady()) throw storageUnavailable(context.storageProblem());
  return send(route, await route.respond({ ...parts, request, path, principal }), streams);
}

async function send(
  { answer: { status } }: Route,
  reply: Reply<unknown>,
  streams: AnswerStreams,
): Promise<ApiResponse> {
  const { body, headers, bytes, chunks } = reply;
  if (chunks !== undefined) return chunkedResponse(status, await streams.begin(chunks), headers);
  if (bytes !== undefined) return bytesResponse(status, bytes, headers);
  return body === null ? emptyResponse(status, headers) : jsonResponse(status, body, headers);
}

function problemOf({ context, logged }: Parts, request: ApiRequest, error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (isStorageUnavailable(error)) return storageUnavailable(null);
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!logged.has(cause) && logged.size < MAX_LOGGED) {
    logged.add(cause);
    context.logger.error(`the dashboard's API failed at ${request.method} ${request.path}`, error);
  }
  return new ApiProblem(500, 'internal-error', 'Something went wrong in the monitor; its log says what.');
}
