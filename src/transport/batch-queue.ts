import { type RecordBatch, requestCount } from '../model/record-batch.ts';

/** Rows that may wait for an acknowledgement: about 6 MB, or a minute at 1,000 requests a second. */
const DEFAULT_MAX_ROWS = 60_000;
/** Of batches that hold little more than outliers, which are no rows. */
const MAX_BATCHES = 1000;

/**
 * Batches on their way: kept until the worker says that they are safe, because a worker that dies
 * takes what it was sent with it. Bounded: when full, the buffer before it fills up and drops.
 */
export class BatchQueue {
  readonly #maxRows: number;
  readonly #batches = new Map<number, RecordBatch>();
  #rows = 0;

  constructor(maxRows: number = DEFAULT_MAX_ROWS) {
    this.#maxRows = maxRows;
  }

  get rows(): number {
    return this.#rows;
  }

  get size(): number {
    return this.#batches.size;
  }

  get isFull(): boolean {
    return this.#rows >= this.#maxRows || this.#batches.size >= MAX_BATCHES;
  }

  add(batch: RecordBatch): void {
    this.#batches.set(batch.sequence, batch);
    this.#rows += requestCount(batch);
  }

  /** Forgets a batch that is safe or given up; harmless when repeated. */
  remove(sequence: number): void {
    const batch = this.#batches.get(sequence);
    if (batch === undefined) return;
    this.#batches.delete(sequence);
    this.#rows -= requestCount(batch);
  }

  has(sequence: number): boolean {
    return this.#batches.has(sequence);
  }

  /** Oldest first, the order in which they must be stored. */
  [Symbol.iterator](): IterableIterator<RecordBatch> {
    return this.#batches.values();
  }
}
