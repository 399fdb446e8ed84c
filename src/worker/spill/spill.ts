import type { Clock } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { SpillStatus } from '../../model/status.ts';
import type { SpillFile } from './spill-file.ts';
import type { SpillFolder } from './spill-folder.ts';

/** About a million requests; a database that is away for longer costs the newest records, and no more disk. */
export const SPILL_LIMIT_BYTES: number = 64 * 1024 * 1024;

export interface SpillParts {
  readonly folder: SpillFolder;
  readonly limitBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The limit is reached, or there is room again. */
  fullChanged(isFull: boolean): void;
}

/**
 * What waits for the database on disk: this instance's file, which exists only while something is in
 * it, and one at a time those that ended processes left.
 */
export class Spill {
  readonly #parts: SpillParts;
  #own: SpillFile | null = null;
  #inherited: SpillFile | null = null;
  #problem: string | null = null;
  #isFull = false;
  #lastWork: Promise<unknown> = Promise.resolve();

  constructor(parts: SpillParts) {
    this.#parts = parts;
  }

  get own(): SpillFile | null {
    return this.#own;
  }

  get inherited(): SpillFile | null {
    return this.#inherited;
  }

  get status(): SpillStatus {
    return {
      requests: this.#own?.requests ?? 0,
      batches: this.#own?.batches ?? 0,
      bytes: this.#own?.bytes ?? 0,
      limitBytes: this.#parts.limitBytes,
      inheritedRequests: this.#inherited?.requests ?? 0,
      error: this.#problem,
    };
  }

  /** To be called before anything is stored: what an earlier worker of this process has left is older. */
  recover(): Promise<void> {
    return this.#alone(async () => {
      try {
        this.#own = await this.#parts.folder.reopen();
        if (this.#own?.isEmpty) await this.#removeOwn(this.#own);
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  /** Answers how many of the batches, from the first on, are safe on disk. Never rejects. */
  append(batches: readonly RecordBatch[]): Promise<number> {
    return this.#alone(async () => {
      try {
        this.#own ??= await this.#parts.folder.create();
        return await this.#appendTo(this.#own, batches);
      } catch (error) {
        if (this.#own?.isEmpty) await this.#removeOwn(this.#own);
        this.#failed(error);
        return 0;
      }
    });
  }

  /** What was read last from the file is stored; a file of which nothing is left goes. */
  taken(file: SpillFile): Promise<void> {
    return this.#alone(async () => {
      if (file !== this.#own && file !== this.#inherited) return;
      file.taken();
      if (!file.isEmpty) return;
      if (file === this.#own) return this.#removeOwn(file);
      this.#inherited = null;
      await this.#remove(file);
      await this.#inherit();
    });
  }

  /** Looks after the files: shows other machines that they are owned, and takes over what ended processes left. */
  tend(): Promise<void> {
    return this.#alone(async () => {
      const seconds = this.#parts.clock.now() / 1000;
      for (const file of [this.#own, this.#inherited]) await file?.touch(seconds).catch(() => {});
      if (this.#inherited === null) await this.#inherit();
    });
  }

  /** Leaves what is still there to the next process. */
  release(): Promise<void> {
    return this.#alone(async () => {
      for (const file of [this.#own, this.#inherited]) {
        if (file !== null) await this.#parts.folder.release(file).catch((error: unknown) => this.#failed(error));
      }
      this.#own = null;
      this.#inherited = null;
    });
  }

  async #appendTo(file: SpillFile, batches: readonly RecordBatch[]): Promise<number> {
    // A worker that was restarted is sent again what it wrote just before.
    const firstFresh = batches.findIndex(({ sequence }) => sequence > file.lastSequence);
    if (firstFresh === -1) return batches.length;
    const fresh = batches.slice(firstFresh);
    const written = await file.append(fresh, this.#parts.limitBytes);
    this.#problem = null;
    this.#setFull(written < fresh.length);
    return firstFresh + written;
  }

  async #inherit(): Promise<void> {
    for (let file = await this.#parts.folder.claim(); file !== null; file = await this.#parts.folder.claim()) {
      if (file.isEmpty) {
        await this.#remove(file);
        continue;
      }
      this.#parts.logger.info(`${file.requests} requests that an ended process could not store will be stored`);
      this.#inherited = file;
      return;
    }
  }

  async #removeOwn(file: SpillFile): Promise<void> {
    this.#own = null;
    this.#problem = null;
    this.#setFull(false);
    await this.#remove(file);
  }

  async #remove(file: SpillFile): Promise<void> {
    await file.remove().catch((error: unknown) => this.#failed(error));
  }

  #setFull(isFull: boolean): void {
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#parts.fullChanged(isFull);
  }

  #failed(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== this.#problem) {
      this.#parts.logger.warn(`records wait in memory, as they cannot be kept on disk: ${problem}`);
    }
    this.#problem = problem;
  }

  /** One after the other: a file must not go while something is added to it. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastWork.then(work);
    this.#lastWork = result.catch(() => {});
    return result;
  }
}
