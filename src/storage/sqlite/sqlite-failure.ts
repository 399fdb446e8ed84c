import { StorageUnavailable } from '../storage-unavailable.ts';

/** Primary result codes (https://sqlite.org/rescode.html) that mean: the database, not the statement, is the trouble. */
const REASONS: Readonly<Record<number, { readonly reason: string; readonly retryable: boolean }>> = {
  3: { reason: 'may not be opened: permission denied', retryable: false },
  5: { reason: 'is locked by another process', retryable: true },
  6: { reason: 'is locked by another connection', retryable: true },
  7: { reason: 'cannot be used: out of memory', retryable: true },
  8: { reason: 'is read-only', retryable: false },
  10: { reason: 'cannot be read or written: disk error', retryable: true },
  11: { reason: 'is damaged', retryable: false },
  13: { reason: 'cannot grow: the disk is full', retryable: true },
  14: { reason: 'cannot be opened: does its folder exist and may it be written?', retryable: true },
  15: { reason: 'is being locked and unlocked too fast by other processes', retryable: true },
  23: { reason: 'may not be used: not authorized', retryable: false },
  26: { reason: 'is not an SQLite database', retryable: false },
};

/** SQLite's own words for them (`sqlite3_errstr`), as some drivers tell no code of what fails while rows are read. */
const CODES_BY_MESSAGE: Readonly<Record<string, number>> = {
  'access permission denied': 3,
  'database is locked': 5,
  'database table is locked': 6,
  'out of memory': 7,
  'attempt to write a readonly database': 8,
  'disk I/O error': 10,
  'database disk image is malformed': 11,
  'database or disk is full': 13,
  'unable to open database file': 14,
  'locking protocol': 15,
  'file is not a database': 26,
};

/** The primary result code of what a driver threw, or null when it was not SQLite that failed. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return errcode & 0xff;
  return code === 'ERR_SQLITE_ERROR' ? (CODES_BY_MESSAGE[error.message] ?? null) : null;
}

/** Turns a driver's error into the house's own; what is a mistake in a statement stays as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  if ((error as Error & { code?: unknown }).code === 'ERR_INVALID_STATE') {
    return new StorageUnavailable(`The database ${file} is closed.`, false, { cause: error });
  }
  const code = resultCode(error);
  const known = code === null ? undefined : REASONS[code];
  if (known === undefined) return error;
  return new StorageUnavailable(`The database ${file} ${known.reason}.`, known.retryable, { cause: error });
}

export function isLocked(error: unknown): boolean {
  const code = resultCode(error);
  return code === 5 || code === 6;
}

export function isDamaged(error: unknown): boolean {
  const code = resultCode(error);
  return code === 11 || code === 26;
}
