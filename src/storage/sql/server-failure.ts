import { StorageUnavailable } from '../storage-unavailable.ts';

export interface FailureReason {
  readonly reason: string;
  readonly retryable: boolean;
}

/** Codes of Node's sockets, the same for every server. */
const NETWORK: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: { reason: 'refuses connections', retryable: true },
  ECONNRESET: { reason: 'closed the connection', retryable: true },
  EPIPE: { reason: 'closed the connection', retryable: true },
  ETIMEDOUT: { reason: 'does not answer', retryable: true },
  EHOSTUNREACH: { reason: 'cannot be reached', retryable: true },
  ENETUNREACH: { reason: 'cannot be reached', retryable: true },
  ENOTFOUND: { reason: 'has a host name that nobody knows', retryable: true },
  EAI_AGAIN: { reason: 'has a host name that cannot be looked up now', retryable: true },
};

/** Of errors without a code: both drivers throw plain ones when a connection ends. */
const CONNECTION_LOST =
  /connection (terminated|is in closed state|lost|ended|error)|not queryable|timeout expired|timeout exceeded|pool is closed/i;

/** The reason of a driver's error, or null when the statement was wrong. */
export function serverFailure(
  error: unknown,
  server: string,
  reasonOf: (code: string) => FailureReason | undefined,
): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnavailable) return error;
  const { code } = error as Error & { code?: unknown };
  const known = typeof code === 'string' ? (NETWORK[code] ?? reasonOf(code)) : undefined;
  const lost = CONNECTION_LOST.test(error.message) ? { reason: 'closed the connection', retryable: true } : undefined;
  const failure = known ?? lost;
  if (failure === undefined) return error;
  return new StorageUnavailable(`The database ${server} ${failure.reason}.`, failure.retryable, { cause: error });
}

/** Host and database, without user and password. */
export function serverName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
