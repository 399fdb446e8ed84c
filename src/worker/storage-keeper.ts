import type { Clock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { StorageState } from '../model/status.ts';
import type { Storage } from '../storage/storage.ts';

const FIRST_RETRY_MILLIS = 250;
const LAST_RETRY_MILLIS = 10_000;

/** Opens the database and keeps trying while it cannot be had; the app goes on meanwhile. */
export class StorageKeeper {
  readonly #storage: Storage;
  readonly #logger: Logger;
  readonly #clock: Clock;
  #state: StorageState = 'opening';
  #problem: string | null = null;
  #closed = false;
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

  constructor(storage: Storage, clock: Clock, logger: Logger) {
    this.#storage = storage;
    this.#clock = clock;
    this.#logger = logger;
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

  /** Resolves when the storage is open, or `close` was called first. */
  async open(): Promise<void> {
    for (let attempt = 0; !this.#closed; attempt += 1) {
      try {
        await this.#storage.open();
        this.succeeded();
        this.#opened();
        return;
      } catch (error) {
        this.failed(error);
        await pause(Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** attempt));
      }
    }
  }

  /** A write or read went wrong: shown in the status until one goes well again. */
  failed(error: unknown): void {
    this.#attempted();
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== this.#problem) this.#logger.error(`storage is unavailable: ${problem}`);
    this.#problem = problem;
    this.#state = 'unavailable';
  }

  succeeded(): void {
    this.#attempted();
    if (this.#problem !== null)
      this.#logger.info(`storage is available again, at ${new Date(this.#clock.now()).toISOString()}`);
    this.#problem = null;
    this.#state = 'ready';
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#storage.close();
  }
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
