import type { InvalidInput, Problem } from './contract.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Thrown anywhere below the dispatcher, which answers it as `application/problem+json`. */
export class ApiProblem extends Error {
  override readonly name: string = 'ApiProblem';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    extra: { readonly headers?: Readonly<Record<string, string>>; readonly errors?: readonly InvalidInput[] } = {},
  ) {
    super(detail);
    this.problem = {
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      detail,
      code,
      ...(extra.errors === undefined ? {} : { errors: extra.errors }),
    };
    this.headers = extra.headers ?? {};
  }
}

/** All that is wrong with what was sent, in one answer. */
export function invalidInput(
  code: 'invalid-query' | 'invalid-body' | 'invalid-path',
  errors: readonly InvalidInput[],
): ApiProblem {
  const detail = errors
    .map(({ name, value, allowed }) => `${name}${value === null ? '' : ` "${value}"`}: ${allowed}`)
    .join('; ');
  return new ApiProblem(400, code, detail, { errors });
}

export function unauthorized(): ApiProblem {
  return new ApiProblem(
    401,
    'unauthorized',
    'Sign in first (POST /login), or send an API token (Authorization: Bearer nmd_...).',
  );
}

export function storageUnavailable(reason: string | null): ApiProblem {
  const detail = `The database cannot be reached at the moment${reason === null ? '.' : `: ${reason}`}`;
  return new ApiProblem(503, 'storage-unavailable', detail, { headers: { 'retry-after': '5' } });
}

export function endpointNotFound(id: number): ApiProblem {
  return new ApiProblem(404, 'endpoint-not-found', `There is no endpoint with id ${id}.`);
}

export function profileNotFound(requestId: number): ApiProblem {
  return new ApiProblem(404, 'profile-not-found', `There is no profile of a request with id ${requestId}.`);
}

export function outlierNotFound(id: number): ApiProblem {
  return new ApiProblem(404, 'outlier-not-found', `There is no outlier with id ${id}.`);
}

export function graphNotFound(id: number): ApiProblem {
  return new ApiProblem(404, 'graph-not-found', `There is no custom graph with id ${id}.`);
}

export function regressionNotFound(id: number): ApiProblem {
  return new ApiProblem(404, 'regression-not-found', `There is no regression with id ${id}.`);
}

export function userNotFound(id: number): ApiProblem {
  return new ApiProblem(404, 'user-not-found', `There is no user with id ${id}.`);
}

export function lastAdmin(): ApiProblem {
  const detail = 'An admin who can sign in with a password must remain. Give another admin one first.';
  return new ApiProblem(409, 'last-admin', detail);
}

export function configuredUser(username: string): ApiProblem {
  const detail = `${username} is set by the options username and password, which would undo this at the next start. Change them there.`;
  return new ApiProblem(409, 'configured-user', detail);
}

export function maintenanceRunning(): ApiProblem {
  const detail = 'Other maintenance goes on; GET /database says what and how far it is. Try again when it has ended.';
  return new ApiProblem(409, 'maintenance-running', detail);
}
