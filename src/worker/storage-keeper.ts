import type { Clock } from '../model/clock.ts';
import { MonitoringError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { StorageState } from '../model/status.ts';
import type { Storage } from '../storage/storage.ts';
import { StorageUnavailable } from '../storage/storage-unavailable.ts';
import type { DatabaseFile } from './database-file.ts';

const FIRST_RETRY_MILLIS = 250;
const LAST_RETRY_MILLIS = 5000;
/** A write that takes so long is told, as a page would not be answered either. */
const SLOW_WRITE_MILLIS = 5000;
/** A server that froze, or a network that swallows everything, must not hold us for the quarter of an hour TCP takes. */
const LONGEST_WRITE_MILLIS = 30_000;
const LONGEST_CLOSE_MILLIS = 1000;

export interface StorageKeeperParts {
  readonly storage: Storage;
  /** Of databases that are one file. */
  readonly file: DatabaseFile | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The database can be had, for the first time or after it was opened anew: perhaps it is empty. */
  opened(): void;
}

/** Opens the database, keeps trying while it cannot be had, and opens it anew when the connection went bad. */
export class StorageKeeper {
  readonly #parts: StorageKeeperParts;
  #state: StorageState = 'opening';
  #problem: string | null = null;
  /** Told since the database was last fine. */
  readonly #told = new Set<string>();
  #isTrusted = true;
  #reopening: Promise<void> | null = null;
  #generation = 0;
  #isAnnounced = false;
  #isClosed = false;
  #attempted: () => void = () => {};
  /** Resolves when the first attempt to open has ended, well or not. */
  readonly firstAttempt: Promise<void> = new Promise((resolve) => {
    this.#attempted = resolve;
  });

  #opened: () => void = () => {};
  /** Resolves when the database could be opened; never, while it cannot. */
  readonly opened: Promise<void> = new Promise((resolve) => {
    this.#opened = resolve;
  });

  constructor(parts: StorageKeeperParts) {
    this.#parts = parts;
  }

  get state(): StorageState {
    return this.#state;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** Grows whenever the database was opened: it may be another one, or empty. */
  get generation(): number {
    return this.#generation;
  }

  /** Resolves when the storage is open, or `close` was called first. */
  async open(): Promise<void> {
    for (let attempt = 0; !this.#isClosed; attempt += 1) {
      try {
        await this.#open();
        this.#succeeded();
        this.#opened();
        return;
      } catch (error) {
        this.failed(error);
        await pause(Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** attempt));
      }
    }
  }

  /** Does what writes to the database; its success or failure is the database's state. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      if (!this.#isTrusted) await this.#reopenOnce();
      const result = await within(LONGEST_WRITE_MILLIS, this.#watched(work()));
      await this.#parts.file?.verify();
      this.#succeeded();
      return result;
    } catch (error) {
      if (isStorageUnavailable(error)) this.failed(error);
      throw error;
    }
  }

  /** A write or read went wrong: shown in the status until one goes well again. */
  failed(error: unknown): void {
    this.#attempted();
    if (this.#isClosed) return;
    if (error instanceof StorageUnavailable && !error.retryable) this.distrust();
    const problem = error instanceof Error ? error.message : String(error);
    if (!this.#told.has(problem)) this.#parts.logger.error(`storage is unavailable: ${problem}`);
    this.#told.add(problem);
    this.#problem = problem;
    this.#state = 'unavailable';
  }

  /** Before the next write the database is opened anew, which also brings its tables up to date. */
  distrust(): void {
    this.#isTrusted = false;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await within(LONGEST_CLOSE_MILLIS, this.#parts.storage.close());
  }

  async #watched<Result>(work: Promise<Result>): Promise<Result> {
    const slow = setTimeout(() => this.failed(noAnswer(SLOW_WRITE_MILLIS, true)), SLOW_WRITE_MILLIS);
    return work.finally(() => clearTimeout(slow));
  }

  #reopenOnce(): Promise<void> {
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = null;
    });
    return this.#reopening;
  }

  async #reopen(): Promise<void> {
    // Before the new one begins, as the last of an SQLite file's connections clears up behind itself.
    await within(LONGEST_CLOSE_MILLIS, this.#parts.storage.close()).catch(() => {});
    this.#isAnnounced = false;
    try {
      await this.#open();
    } catch (error) {
      // Also a newer schema or a lost driver: nothing that was recorded is at fault.
      const reason = error instanceof Error ? error.message : String(error);
      throw new StorageUnavailable(reason, false, { cause: error });
    }
  }

  async #open(): Promise<void> {
    const { storage, file } = this.#parts;
    await storage.open();
    await file?.remember();
    this.#isTrusted = true;
    this.#generation += 1;
  }

  #succeeded(): void {
    this.#attempted();
    const { logger, clock } = this.#parts;
    if (this.#problem !== null) logger.info(`storage is available again, at ${new Date(clock.now()).toISOString()}`);
    this.#told.clear();
    this.#problem = null;
    this.#state = 'ready';
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    this.#parts.opened();
  }
}

/** Does not keep a worker alive that has been closed. */
export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis).unref());
}

export function isStorageUnavailable(error: unknown): boolean {
  return error instanceof MonitoringError && error.code === 'NMD_STORAGE_UNAVAILABLE';
}

/** What takes longer may still go on; its connection is not used again. */
async function within<Result>(timeoutMillis: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(noAnswer(timeoutMillis, false)), timeoutMillis);
  });
  work.catch(() => {});
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

function noAnswer(afterMillis: number, isRetryable: boolean): StorageUnavailable {
  return new StorageUnavailable(`The database has not answered for ${afterMillis / 1000} seconds.`, isRetryable);
}
