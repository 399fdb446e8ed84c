import type { FailureReason } from '../sql/server-failure.ts';

/** SQLSTATE codes and their classes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const REASONS: Readonly<Record<string, FailureReason>> = {
  '08': { reason: 'closed the connection', retryable: true },
  '28': { reason: 'refuses the user or password', retryable: false },
  '3D': { reason: 'does not exist', retryable: false },
  '25006': { reason: 'is read-only', retryable: true },
  '40': { reason: 'was too busy with other writers', retryable: true },
  '42501': { reason: 'does not allow this user to write', retryable: false },
  '53': { reason: 'is out of disk, memory or connections', retryable: true },
  '55P03': { reason: 'is locked by another process', retryable: true },
  '57': { reason: 'is starting, stopping, or took too long', retryable: true },
  '58': { reason: 'cannot read or write its disk', retryable: true },
  XX: { reason: 'is damaged', retryable: false },
};

export function postgresReason(code: string): FailureReason | undefined {
  return REASONS[code] ?? REASONS[code.slice(0, 2)];
}
