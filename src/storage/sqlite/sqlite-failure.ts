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

/** Turns a driver's error into the house's own; what is a mistake in a statement stays as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  if (code === 'ERR_INVALID_STATE') {
    return new StorageUnavailable(`The database ${file} is closed.`, false, { cause: error });
  }
  if (typeof errcode !== 'number') return error;
  const known = REASONS[errcode & 0xff];
  if (known === undefined) return error;
  return new StorageUnavailable(`The database ${file} ${known.reason}.`, known.retryable, { cause: error });
}

export function isLocked(error: unknown): boolean {
  const errcode = error instanceof Error ? (error as Error & { errcode?: unknown }).errcode : undefined;
  return typeof errcode === 'number' && ((errcode & 0xff) === 5 || (errcode & 0xff) === 6);
}
