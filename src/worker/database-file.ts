import { stat } from 'node:fs/promises';
import { StorageUnavailable } from '../storage/storage-unavailable.ts';

/**
 * Tells that somebody deleted or replaced an SQLite file while it was open: what is written then goes
 * into a file without a name, and no error says so.
 */
export class DatabaseFile {
  readonly #path: string;
  #identity: string | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** What is there now is the database. */
  async remember(): Promise<void> {
    this.#identity = await this.#read();
  }

  /** Rejects with `NMD_STORAGE_UNAVAILABLE` when the file is no longer the one that was opened. */
  async verify(): Promise<void> {
    const identity = await this.#read();
    if (identity === this.#identity) return;
    const what = identity === null ? 'deleted' : 'replaced';
    throw new StorageUnavailable(`The database ${this.#path} was ${what} while in use.`, false);
  }

  async #read(): Promise<string | null> {
    const found = await stat(this.#path, { bigint: true }).catch(() => null);
    return found === null ? null : `${found.dev} ${found.ino}`;
  }
}
