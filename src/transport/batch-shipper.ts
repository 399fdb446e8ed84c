import { onExit } from 'signal-exit';
import { BatchQueue } from './batch-queue.ts';
import { type ExitBarrier, waitUntilStored } from './exit-barrier.ts';
import type { ToWorker } from './protocol.ts';
import type { RecordBuffer } from './record-buffer.ts';

/** What a killed process may lose at most. */
const FLUSH_INTERVAL_MILLIS = 1000;
/** Rows at which a flush does not wait for the interval. */
const FLUSH_ROWS = 2000;
/** Batches the worker holds at once; more would only wait twice, in memory. */
const POSTED_AT_ONCE = 4;
/** How long an exiting process waits for its last records. */
const EXIT_TIMEOUT_MILLIS = 3000;

export interface BatchShipperParts {
  readonly buffer: RecordBuffer;
  readonly instance: string;
  readonly version: string;
  readonly barrier: ExitBarrier;
  /** False when there is no worker at the moment. */
  send(message: ToWorker): boolean;
}

/** Moves the buffer's contents to the worker: by size, by time, on demand and when the process ends. */
export class BatchShipper {
  readonly #parts: BatchShipperParts;
  readonly #queue = new BatchQueue();
  readonly #posted = new Set<number>();
  readonly #waiting = new Map<number, () => void>();
  readonly #timer: NodeJS.Timeout;
  readonly #removeExitHook: () => void;
  #sequence = 0;

  constructor(parts: BatchShipperParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.ship(), FLUSH_INTERVAL_MILLIS);
    this.#timer.unref();
    this.#removeExitHook = onExit(() => this.#shipAtExit());
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
    if (!this.#parts.buffer.isEmpty && !this.#queue.isFull) this.#enqueue();
    this.#post(POSTED_AT_ONCE);
  }

  /** The worker stored or gave up a batch. */
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

  /** Resolves when all that was recorded before the call is stored or given up. */
  async flush(): Promise<void> {
    if (!this.#parts.buffer.isEmpty) this.#enqueue();
    this.#post(POSTED_AT_ONCE);
    const last = this.#sequence;
    if (!this.#queue.has(last)) return;
    await new Promise<void>((resolve) => this.#waiting.set(last, resolve));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#removeExitHook();
  }

  #enqueue(): void {
    this.#sequence += 1;
    const { buffer, instance, version } = this.#parts;
    this.#queue.add(buffer.drain({ instance, sequence: this.#sequence, version }));
  }

  #post(atOnce: number): void {
    if (this.#posted.size >= atOnce) return;
    for (const batch of this.#queue) {
      if (this.#posted.has(batch.sequence)) continue;
      if (this.#posted.size >= atOnce || !this.#parts.send({ type: 'batch', batch })) return;
      this.#posted.add(batch.sequence);
    }
  }

  #shipAtExit(): void {
    if (!this.#parts.buffer.isEmpty) this.#enqueue();
    if (this.#queue.size === 0) return;
    this.#post(Number.POSITIVE_INFINITY);
    if (this.#posted.size > 0) waitUntilStored(this.#parts.barrier, this.#sequence, EXIT_TIMEOUT_MILLIS);
  }
}
