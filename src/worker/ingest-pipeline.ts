import type { Clock } from '../model/clock.ts';
import { type EndpointKey, endpointName, type MonitoringLevel } from '../model/endpoint.ts';
import type { Logger } from '../model/logger.ts';
import { type RecordBatch, requestCount } from '../model/record-batch.ts';
import type { Storage } from '../storage/storage.ts';
import { Backlog } from './backlog.ts';
import type { Spill } from './spill/spill.ts';
import { isStorageUnavailable, pause, type StorageKeeper } from './storage-keeper.ts';

const FIRST_RETRY_MILLIS = 100;
/** Recording resumes at most this long after the database is back. */
const LAST_RETRY_MILLIS = 5000;
/** Of a batch that fails although the database seems to be there. Drivers do not name every broken connection. */
const ATTEMPTS_ALONE = 3;

export interface IngestPipelineParts {
  readonly storage: Storage;
  readonly keeper: StorageKeeper;
  readonly spill: Spill;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly instance: string;
  readonly defaultLevel: MonitoringLevel;
  /** The batch is safe: stored, or on disk until it is. */
  kept(sequence: number): void;
  /** What can never be stored was given up. */
  lost(requests: number): void;
}

export interface IngestFigures {
  /** Of this instance, as all counts here. */
  storedRequests: number;
  storedBatches: number;
  failedBatches: number;
  lostOutliers: number;
  lastFlushMillis: number | null;
  lastFlushAt: number | null;
}

/**
 * Stores batches in the order of their arrival. While the database cannot be had, they wait in memory
 * and then on disk, and are tried again; only what can never be stored is given up, alone, and counted.
 */
export class IngestPipeline {
  readonly figures: IngestFigures = {
    storedRequests: 0,
    storedBatches: 0,
    failedBatches: 0,
    lostOutliers: 0,
    lastFlushMillis: null,
    lastFlushAt: null,
  };
  readonly #parts: IngestPipelineParts;
  readonly #backlog: Backlog;
  readonly #recovered: Promise<void>;
  readonly #known = new Set<string>();
  #knownGeneration = 0;
  #lastStored = 0;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(parts: IngestPipelineParts) {
    this.#parts = parts;
    this.#backlog = new Backlog({
      spill: parts.spill,
      clock: parts.clock,
      isStorageReady: () => parts.keeper.isReady,
      kept: (batch) => parts.kept(batch.sequence),
    });
    this.#recovered = parts.spill.recover();
  }

  get isIdle(): boolean {
    return this.#running === null;
  }

  add(batch: RecordBatch): void {
    this.#backlog.add(batch);
    this.#wake();
  }

  /** Takes over what ended processes could not store. To be called now and then. */
  async tend(): Promise<void> {
    await this.#parts.spill.tend();
    this.#wake();
  }

  /** Stores what waits if that can be done now, else leaves it on disk for the next process. */
  async close(patienceMillis: number): Promise<void> {
    const { keeper } = this.#parts;
    if (this.#running !== null && keeper.state !== 'unavailable') {
      await Promise.race([this.#running, pause(patienceMillis)]);
    }
    this.#isClosed = true;
    await this.#recovered;
    await this.#backlog.close();
  }

  /** New endpoints get the configured level; known ones cost nothing. */
  async addEndpoints(endpoints: readonly EndpointKey[]): Promise<void> {
    const { generation } = this.#parts.keeper;
    if (generation !== this.#knownGeneration) this.#known.clear();
    this.#knownGeneration = generation;
    const unknown = endpoints.filter((endpoint) => !this.#known.has(endpointName(endpoint)));
    if (unknown.length === 0) return;
    await this.#parts.storage.addEndpoints(unknown, this.#parts.defaultLevel);
    for (const endpoint of unknown) this.#known.add(endpointName(endpoint));
  }

  #wake(): void {
    if (this.#backlog.isEmpty || this.#isClosed) return;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    await Promise.all([this.#parts.keeper.opened, this.#recovered]);
    for (let failures = 0; !this.#backlog.isEmpty && !this.#isClosed; ) {
      // Batches that were sent together arrive one by one; one transaction for all of them costs much less.
      await nextTurn();
      if (await this.#storeNext()) failures = 0;
      else {
        await pause(retryDelay(failures));
        failures += 1;
      }
    }
    this.#running = null;
  }

  /** False when the same batches have to be tried again. */
  async #storeNext(): Promise<boolean> {
    try {
      const group = await this.#backlog.next();
      if (group === null) return true;
      await this.#store(group.batches);
      await group.done();
      return true;
    } catch (error) {
      // The keeper has told of a database that is away; anything else is a disk that cannot be read.
      if (!isStorageUnavailable(error)) this.#parts.logger.error('waiting records cannot be read', error);
      return false;
    }
  }

  async #store(batches: readonly RecordBatch[]): Promise<void> {
    try {
      await this.#write(batches);
    } catch (error) {
      if (isStorageUnavailable(error)) throw error;
      // Tables that somebody dropped are made anew; one bad batch must not take down the others.
      this.#parts.keeper.distrust();
      for (const batch of batches) await this.#storeAlone(batch);
    }
  }

  async #storeAlone(batch: RecordBatch): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#write([batch]);
      } catch (error) {
        if (isStorageUnavailable(error)) throw error;
        if (attempt === ATTEMPTS_ALONE) return this.#giveUp(batch, error);
        this.#parts.keeper.distrust();
        await pause(retryDelay(attempt));
      }
    }
  }

  #giveUp(batch: RecordBatch, error: unknown): void {
    this.figures.failedBatches += 1;
    this.#parts.logger.error('a batch of records cannot be stored and is given up', error);
    this.#parts.lost(requestCount(batch));
  }

  async #write(batches: readonly RecordBatch[]): Promise<void> {
    const { storage, clock, keeper, defaultLevel } = this.#parts;
    const started = clock.monotonic();
    const { lostOutliers = 0 } = await keeper.attempt(async () => {
      for (const batch of batches) await this.addEndpoints(endpointsOf(batch));
      return storage.write(batches, defaultLevel);
    });
    this.figures.lostOutliers += lostOutliers;
    for (const batch of batches) this.#countStored(batch);
    this.figures.lastFlushMillis = clock.monotonic() - started;
    this.figures.lastFlushAt = clock.now();
  }

  /** Not as the database counts: it may have stored a batch without being able to say so. */
  #countStored(batch: RecordBatch): void {
    if (batch.instance !== this.#parts.instance || batch.sequence <= this.#lastStored) return;
    this.#lastStored = batch.sequence;
    this.figures.storedRequests += requestCount(batch);
    this.figures.storedBatches += 1;
  }
}

function endpointsOf({ endpoints, outliers = [] }: RecordBatch): readonly EndpointKey[] {
  return [...endpoints, ...outliers.map(({ endpoint }) => endpoint)];
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Not all processes of a fleet at the same moment. */
function retryDelay(failures: number): number {
  return Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** failures) * (0.5 + Math.random() / 2);
}
