import type { Clock } from '../model/clock.ts';
import { type EndpointKey, endpointName, type MonitoringLevel } from '../model/endpoint.ts';
import { MonitoringError } from '../model/errors.ts';
import { type RecordBatch, requestCount } from '../model/record-batch.ts';
import type { Storage } from '../storage/storage.ts';
import { pause, type StorageKeeper } from './storage-keeper.ts';

/** Batches written in one transaction. */
const BATCHES_AT_ONCE = 16;
const FIRST_RETRY_MILLIS = 100;
const LAST_RETRY_MILLIS = 5000;

export interface IngestPipelineParts {
  readonly storage: Storage;
  readonly keeper: StorageKeeper;
  readonly clock: Clock;
  readonly defaultLevel: MonitoringLevel;
  /** The batch is stored for good, or `droppedRows` of it were given up. */
  done(batch: RecordBatch, droppedRows: number): void;
}

export interface IngestFigures {
  storedRequests: number;
  storedBatches: number;
  failedBatches: number;
  lastFlushMillis: number | null;
  lastFlushAt: number | null;
}

/**
 * Stores batches in the order of their arrival. While the database cannot be had, it keeps them and
 * tries again; only what can never be stored is given up, alone, and counted.
 */
export class IngestPipeline {
  readonly figures: IngestFigures = {
    storedRequests: 0,
    storedBatches: 0,
    failedBatches: 0,
    lastFlushMillis: null,
    lastFlushAt: null,
  };
  readonly #parts: IngestPipelineParts;
  readonly #known = new Set<string>();
  #waiting: RecordBatch[] = [];
  #running: Promise<void> | null = null;

  constructor(parts: IngestPipelineParts) {
    this.#parts = parts;
  }

  add(batch: RecordBatch): void {
    this.#waiting.push(batch);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await this.#parts.keeper.opened;
    for (let failures = 0; this.#waiting.length > 0; ) {
      const batches = this.#waiting.slice(0, BATCHES_AT_ONCE);
      if (await this.#store(batches)) {
        this.#waiting.splice(0, batches.length);
        failures = 0;
      } else {
        await pause(Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** failures));
        failures += 1;
      }
    }
    this.#running = null;
  }

  /** False when the same batches have to be tried again. */
  async #store(batches: readonly RecordBatch[]): Promise<boolean> {
    try {
      await this.#write(batches);
      for (const batch of batches) this.#parts.done(batch, 0);
      return true;
    } catch (error) {
      if (isUnavailable(error)) {
        this.#parts.keeper.failed(error);
        return false;
      }
      for (const batch of batches) await this.#storeAlone(batch);
      return true;
    }
  }

  /** One bad batch must not hold up or take down the others. */
  async #storeAlone(batch: RecordBatch): Promise<void> {
    try {
      await this.#write([batch]);
      this.#parts.done(batch, 0);
    } catch (error) {
      this.figures.failedBatches += 1;
      this.#parts.keeper.failed(error);
      this.#parts.done(batch, requestCount(batch));
    }
  }

  async #write(batches: readonly RecordBatch[]): Promise<void> {
    const { storage, clock, keeper } = this.#parts;
    const started = clock.monotonic();
    for (const batch of batches) await this.addEndpoints(batch.endpoints);
    const result = await storage.write(batches);
    keeper.succeeded();
    this.figures.storedRequests += result.requests;
    this.figures.storedBatches += batches.length;
    this.figures.lastFlushMillis = clock.monotonic() - started;
    this.figures.lastFlushAt = clock.now();
  }

  /** New endpoints get the configured level; known ones cost nothing. */
  async addEndpoints(endpoints: readonly EndpointKey[]): Promise<void> {
    const unknown = endpoints.filter((endpoint) => !this.#known.has(endpointName(endpoint)));
    if (unknown.length === 0) return;
    await this.#parts.storage.addEndpoints(unknown, this.#parts.defaultLevel);
    for (const endpoint of unknown) this.#known.add(endpointName(endpoint));
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof MonitoringError && error.code === 'NMD_STORAGE_UNAVAILABLE';
}
