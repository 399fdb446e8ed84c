import type { Route } from '../route.ts';
import type { JsonSchema } from './json-schema.ts';
import { ref } from './schemas.ts';

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly OperationParameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, OperationResponse>>;
  /** Empty: nobody need be signed in. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

interface OperationParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  /** As `a=1&a=2`; commas are taken where the description says so. */
  readonly explode?: true;
}

interface OperationResponse {
  readonly description: string;
  readonly content?: Content;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Something sent is wrong; `errors` says all of it.',
  401: 'Not signed in, or wrong credentials or API token.',
  403: 'Not allowed: not an admin, no CSRF token, another origin, an API token without the scope, or the dashboard is locked.',
  404: 'There is no such thing.',
  409: 'It cannot be done as things are now; `code` says why.',
  415: 'The body is not application/json.',
  429: 'Too many attempts; `Retry-After` says when to come back.',
  503: 'The database cannot be reached at the moment.',
};

export function describeOperation(route: Route): Operation {
  const body = route.bodySchema;
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    parameters: describeParameters(route),
    ...(body === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { [route.answer.status]: describeAnswer(route), ...describeProblems(route) },
    security: describeSecurity(route),
  };
}

/** Any one of them will do. */
function describeSecurity({ method, role, scope }: Route): Operation['security'] {
  if (role === 'public') return [];
  const session = method === 'GET' ? { session: [] } : { session: [], csrfToken: [] };
  return scope === null ? [session] : [session, { apiToken: [scope] }];
}

function describeParameters({ path, parameters }: Route): readonly OperationParameter[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    description: 'Identifies it in lists.',
    schema: { type: 'integer' },
  }));
  const inQuery = parameters.map((parameter) => ({
    ...parameter,
    in: 'query' as const,
    required: false,
    ...(parameter.schema.type === 'array' ? { explode: true as const } : {}),
  }));
  return [...inPath, ...inQuery];
}

function describeAnswer({ answer: { description, schema, contents } }: Route): OperationResponse {
  if (contents !== undefined) {
    const content = Object.entries(contents).map(([type, each]) => [type, { schema: each }] as const);
    return { description, content: Object.fromEntries(content) };
  }
  return schema === null ? { description } : { description, content: { 'application/json': { schema } } };
}

function describeProblems(route: Route): Readonly<Record<string, OperationResponse>> {
  const takesInput = route.parameters.length > 0 || route.bodySchema !== null || route.path.includes(':');
  const always = [
    ...(takesInput ? [400] : []),
    ...(route.role === 'public' ? [] : [401]),
    403,
    ...(route.needsStorage ? [503] : []),
  ];
  const statuses = [...new Set([...always, ...route.problems])].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: PROBLEMS[status] ?? '', content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}
