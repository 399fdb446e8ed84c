import type { Problem } from '../../../src/api/contract.ts';

/** An answer that is not a success, or (status 0) none at all. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly code: string;
  /** From the Retry-After header. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail'>, retryAfterSeconds: number | null = null) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function unreachable(): ApiError {
  return new ApiError({ status: 0, code: 'unreachable', detail: 'The server does not answer. Is the app running?' });
}

/** Also of answers that are no problem documents, such as a proxy's error page. */
export async function errorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const problem = await readProblem(response);
  const detail =
    problem?.detail ?? problem?.title ?? `The server answered ${response.status} ${response.statusText}`.trim();
  const known = { status: response.status, code: problem?.code ?? 'unknown', detail };
  return new ApiError(known, Number.isFinite(retryAfter) ? retryAfter : null);
}

async function readProblem(response: Response): Promise<Partial<Problem> | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' ? (body as Partial<Problem>) : null;
  } catch {
    return null;
  }
}
