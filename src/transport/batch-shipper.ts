import type { DropReason } from '../model/status.ts';
import { BatchQueue } from './batch-queue.ts';
import type { ToWorker } from './protocol.ts';
import type { RecordBuffer } from './record-buffer.ts';

/** What a killed process may lose at most. */
const FLUSH_INTERVAL_MILLIS = 1000;
/** Rows at which a flush does not wait for the interval. */
const FLUSH_ROWS = 2000;
/** Batches the worker holds at once: those it writes and the next as many, so that it need not wait for ours. More would only wait twice. */
const POSTED_AT_ONCE = 8;

export interface BatchShipperParts {
  readonly buffer: RecordBuffer;
  readonly instance: string;
  readonly version: string;
  /** False when there is no worker at the moment. */
  send(message: ToWorker): boolean;
  dropped(reason: DropReason, rows: number, detail: string): void;
}

/** Moves the buffer's contents to the worker: by size, by time, on demand. */
export class BatchShipper {
  readonly #parts: BatchShipperParts;
  readonly #queue = new BatchQueue();
  readonly #posted = new Set<number>();
  readonly #waiting = new Map<number, () => void>();
  #timer: NodeJS.Timeout | undefined;
  #sequence = 0;
  #isSpillFull = false;

  constructor(parts: BatchShipperParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.ship(), FLUSH_INTERVAL_MILLIS);
    this.#timer.unref();
  }

  get queuedRows(): number {
    return this.#queue.rows + this.#parts.buffer.rows;
  }

  get queuedBatches(): number {
    return this.#queue.size;
  }

  /** To be called after each added record. */
  recordAdded(): void {
    if (this.#parts.buffer.rows >= FLUSH_ROWS) this.ship();
  }

  /** Hands the buffer on unless too much waits already; then the buffer fills up and refuses. */
  ship(): void {
    if (!this.#parts.buffer.isEmpty) {
      if (!this.#queue.isFull) this.#enqueue();
      else if (this.#isSpillFull) this.#discard();
    }
    this.#post(POSTED_AT_ONCE);
  }

  /** While there is no more room on disk for what the database does not take. */
  setSpillFull(isFull: boolean): void {
    this.#isSpillFull = isFull;
  }

  /** The worker keeps the batch, in the database or on disk, or gave it up. */
  acknowledged(sequence: number): void {
    this.#queue.remove(sequence);
    this.#posted.delete(sequence);
    this.#waiting.get(sequence)?.();
    this.#waiting.delete(sequence);
    this.#post(POSTED_AT_ONCE);
  }

  /** A fresh worker knows of nothing: posts again what was not acknowledged. */
  workerStarted(): void {
    this.#posted.clear();
    this.#post(POSTED_AT_ONCE);
  }

  /** Resolves when all that was recorded before the call is stored, on disk or given up. */
  async flush(): Promise<void> {
    if (!this.#parts.buffer.isEmpty) this.#enqueue();
    this.#post(POSTED_AT_ONCE);
    const last = this.#sequence;
    if (!this.#queue.has(last)) return;
    await new Promise<void>((resolve) => this.#waiting.set(last, resolve));
  }

  /** For an exiting process, in which nobody will be told of acknowledgements: posts all there is. */
  shipEverything(): void {
    if (!this.#parts.buffer.isEmpty) this.#enqueue();
    this.#post(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #enqueue(): void {
    this.#sequence += 1;
    const { buffer, instance, version } = this.#parts;
    this.#queue.add(buffer.drain({ instance, sequence: this.#sequence, version }));
  }

  /** Disk and memory are full. Dropped here and not by a buffer that refuses, so that the reason is told. */
  #discard(): void {
    const { buffer, instance, version, dropped } = this.#parts;
    const rows = buffer.rows + buffer.outliers;
    buffer.drain({ instance, sequence: this.#sequence, version });
    if (rows > 0) dropped('spill-full', rows, 'the database is away for longer than there is room to wait');
  }

  #post(atOnce: number): void {
    if (this.#posted.size >= atOnce) return;
    for (const batch of this.#queue) {
      if (this.#posted.has(batch.sequence)) continue;
      if (this.#posted.size >= atOnce || !this.#parts.send({ type: 'batch', batch })) return;
      this.#posted.add(batch.sequence);
    }
  }
}
