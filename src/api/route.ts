import type { TokenScope } from '../model/api-token.ts';
import type { ApiContext } from './api-context.ts';
import type { ApiRequest } from './api-request.ts';
import type { RouteRole } from './auth/guard.ts';
import type { Principal } from './auth/principal.ts';
import type { SessionBook } from './auth/session-book.ts';
import type { SignIn } from './auth/sign-in.ts';
import { scopeOfRole } from './auth/token-scopes.ts';
import type { JsonSchema } from './openapi/json-schema.ts';
import type { PrometheusPage } from './prometheus/prometheus-page.ts';
import type { BodyReader } from './query/json-body.ts';
import { describeParameters, type ParameterDescription, type QueryParts, readQuery } from './query/query-part.ts';

type RouteMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What a route says of itself; the dispatcher and the OpenAPI document both go by it. */
interface RouteDescription {
  readonly method: RouteMethod;
  /** Below `/{link}/api`; `:id` is a path parameter. */
  readonly path: string;
  readonly role: RouteRole;
  /** That an API token needs; null where none is taken. */
  readonly scope: TokenScope | null;
  readonly summary: string;
  /** False: works while the database cannot be reached. */
  readonly needsStorage: boolean;
  readonly answer: AnswerDescription;
  /** Statuses of problems besides those that every route of its kind has. */
  readonly problems: readonly number[];
}

interface AnswerDescription {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Null: no body, or not JSON alone. */
  readonly schema: JsonSchema | null;
  /** By content type, of answers that are not JSON alone. */
  readonly contents?: Readonly<Record<string, JsonSchema>>;
}

export interface RouteDefinition<Query, Body, Answer> extends Omit<RouteDescription, 'scope'> {
  /** Unless given, `read` of what guests may do and `admin` of the rest. */
  readonly scope?: TokenScope | null;
  readonly query: QueryParts<Query>;
  readonly body: BodyReader<Body>;
  handle(call: RouteCall & { readonly query: Query; readonly body: Body }): Promise<Reply<Answer>>;
}

/** One call of a route, after the checks that all routes share. */
interface RouteCall {
  readonly context: ApiContext;
  readonly sessions: SessionBook;
  readonly signIn: SignIn;
  readonly prometheusPage: PrometheusPage;
  readonly request: ApiRequest;
  readonly path: Readonly<Record<string, string>>;
  readonly principal: Principal | null;
}

export interface Reply<Answer> {
  /** Null: an empty body. */
  readonly body: Answer | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the body: as it is, of the content type that the headers name. */
  readonly bytes?: Uint8Array;
  /** Instead of the body: what it is made of, in pieces that nobody has to hold together. Each has its memory for itself. */
  readonly chunks?: AsyncGenerator<Uint8Array, void>;
}

/** A definition with its types used up, so that all routes fit into one table. */
export interface Route extends RouteDescription {
  readonly parameters: readonly ParameterDescription[];
  readonly bodySchema: JsonSchema | null;
  respond(call: RouteCall): Promise<Reply<unknown>>;
}

export function defineRoute<Query, Body, Answer>(definition: RouteDefinition<Query, Body, Answer>): Route {
  const { query: parts, body: reader, scope, handle, ...description } = definition;
  return {
    ...description,
    scope: scope === undefined ? scopeOfRole(description.role) : scope,
    parameters: describeParameters(parts),
    bodySchema: reader.schema,
    respond: async (call) => {
      const query = readQuery(parts, call.request.query, call.context.clock.now());
      return handle({ ...call, query, body: reader.read(call.request) });
    },
  };
}
