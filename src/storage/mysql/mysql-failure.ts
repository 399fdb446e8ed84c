import type { FailureReason } from '../sql/server-failure.ts';

/** Error symbols of MySQL and MariaDB, and mysql2's own. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  PROTOCOL_CONNECTION_LOST: { reason: 'closed the connection', retryable: true },
  ER_SERVER_SHUTDOWN: { reason: 'is stopping', retryable: true },
  ER_CON_COUNT_ERROR: { reason: 'has no connection left', retryable: true },
  ER_CONNECTION_KILLED: { reason: 'closed the connection', retryable: true },
  ER_QUERY_INTERRUPTED: { reason: 'took too long', retryable: true },
  ER_LOCK_WAIT_TIMEOUT: { reason: 'is locked by another process', retryable: true },
  ER_LOCK_DEADLOCK: { reason: 'was too busy with other writers', retryable: true },
  ER_ACCESS_DENIED_ERROR: { reason: 'refuses the user or password', retryable: false },
  ER_DBACCESS_DENIED_ERROR: { reason: 'refuses the user', retryable: false },
  ER_TABLEACCESS_DENIED_ERROR: { reason: 'does not allow this user to write', retryable: false },
  ER_BAD_DB_ERROR: { reason: 'does not exist', retryable: false },
  ER_OPTION_PREVENTS_STATEMENT: { reason: 'is read-only', retryable: true },
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: { reason: 'is read-only', retryable: true },
  ER_DISK_FULL: { reason: 'is out of disk', retryable: true },
  ER_RECORD_FILE_FULL: { reason: 'is out of disk', retryable: true },
  ER_NOT_KEYFILE: { reason: 'is damaged', retryable: false },
  ER_CRASHED_ON_USAGE: { reason: 'is damaged', retryable: false },
};

export function mysqlReason(code: string): FailureReason | undefined {
  return REASONS[code];
}
