import type { Clock, DurationMillis } from '../model/clock.ts';
import type { RecordBatch } from '../model/record-batch.ts';
import type { Spill } from './spill/spill.ts';
import type { SpillFile } from './spill/spill-file.ts';

/** How long a batch waits in memory: a lock or a restart of the database that is over sooner costs no disk. */
const PATIENCE_MILLIS = 2000;
/** After the disk refused a batch. */
const RETRY_MILLIS = 1000;
/** Batches from memory that are written in one transaction, for which other processes wait. */
const BATCHES_AT_ONCE = 4;

export interface BacklogParts {
  readonly spill: Spill;
  readonly clock: Clock;
  /** Whether the last write to the database went well. */
  isStorageReady(): boolean;
  /** The batch is safe: on disk, or in the database. The app's thread need not keep it. */
  kept(batch: RecordBatch): void;
}

/** Batches to be written together, the oldest of their instance. */
export interface BatchGroup {
  readonly batches: readonly RecordBatch[];
  /** To be called when they are in the database, or given up. */
  done(): Promise<void>;
}

interface Waiting {
  readonly batch: RecordBatch;
  readonly since: DurationMillis;
}

/**
 * What is not in the database yet: the newer part in memory, the older on disk once it had to wait
 * for long. Within an instance the order never changes.
 */
export class Backlog {
  readonly #parts: BacklogParts;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isSpilling = false;
  #isTurnOfInherited = false;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return !this.#hasOwn && this.#parts.spill.inherited === null;
  }

  get #hasOwn(): boolean {
    return this.#waiting.length > 0 || this.#parts.spill.own !== null;
  }

  add(batch: RecordBatch): void {
    this.#waiting.push({ batch, since: this.#parts.clock.monotonic() });
    this.#watch();
  }

  /** Null when nothing is left. What ended processes left takes turns with what comes in now. */
  async next(): Promise<BatchGroup | null> {
    const { own, inherited } = this.#parts.spill;
    const isInherited = inherited !== null && (this.#isTurnOfInherited || !this.#hasOwn);
    this.#isTurnOfInherited = !isInherited;
    if (isInherited) return this.#fromFile(inherited);
    if (own !== null) return this.#fromFile(own);
    return this.#waiting.length > 0 ? this.#fromMemory() : null;
  }

  /** Puts on disk what waits in memory, and leaves it there for the next process. */
  async close(): Promise<void> {
    if (this.#waiting.length > 0) await this.#spillWaiting();
    this.#stopWaiting();
    await this.#parts.spill.release();
  }

  async #fromFile(file: SpillFile): Promise<BatchGroup> {
    return { batches: await file.read(), done: () => this.#parts.spill.taken(file) };
  }

  #fromMemory(): BatchGroup {
    const batches = this.#waiting.slice(0, BATCHES_AT_ONCE).map(({ batch }) => batch);
    return { batches, done: async () => this.#forget(batches) };
  }

  /** What went to disk meanwhile is no longer here; the database will skip it there. */
  #forget(batches: readonly RecordBatch[]): void {
    const gone = new Set(batches);
    this.#waiting = this.#waiting.filter(({ batch }) => !gone.has(batch));
    for (const batch of batches) this.#parts.kept(batch);
    if (this.#waiting.length === 0) this.#stopWaiting();
  }

  #watch(): void {
    if (this.#waiting.length === 0 || this.#timer !== null || this.#isSpilling) return;
    this.#wait(this.#patience);
  }

  /** For how long the oldest may still wait in memory. */
  get #patience(): DurationMillis {
    const [oldest] = this.#waiting;
    if (oldest === undefined || this.#isAway) return 0;
    return oldest.since + PATIENCE_MILLIS - this.#parts.clock.monotonic();
  }

  /** Once something had to go to disk, more of it follows without delay, until the database is back. */
  get #isAway(): boolean {
    return this.#parts.spill.own !== null && !this.#parts.isStorageReady();
  }

  #wait(millis: number): void {
    this.#timer = setTimeout(() => void this.#spillLate(), Math.max(0, millis));
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #spillLate(): Promise<void> {
    this.#timer = null;
    // Under load something always waits, but never the same for long.
    if (this.#patience > 0) return this.#watch();
    const refused = await this.#spillWaiting();
    if (this.#timer !== null) return;
    if (refused) this.#wait(RETRY_MILLIS);
    else this.#watch();
  }

  async #spillWaiting(): Promise<boolean> {
    this.#isSpilling = true;
    const batches = this.#waiting.map(({ batch }) => batch);
    const written = batches.slice(0, await this.#parts.spill.append(batches));
    this.#isSpilling = false;
    this.#forget(written);
    return written.length < batches.length;
  }
}
