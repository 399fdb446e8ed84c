import type { EpochMillis } from '../model/clock.ts';
import type { GraphDescription, GraphResult } from '../model/graph.ts';
import type { Logger } from '../model/logger.ts';
import type { Storage } from '../storage/storage.ts';
import { isStorageUnavailable } from './storage-keeper.ts';

/** Results that wait for the database; a graph is a picture of the past, in which some may be missing. */
const MOST_WAITING = 500;

interface Announced {
  readonly graph: GraphDescription;
  readonly nextAt: EpochMillis | null;
}

export interface GraphWorkParts {
  readonly storage: Pick<Storage, 'graphs'>;
  readonly logger: Logger;
  isReady(): boolean;
}

/** The worker's side of custom graphs: what the app's thread says of them, into the database. */
export class GraphWork {
  readonly #parts: GraphWorkParts;
  readonly #announced = new Map<string, Announced>();
  #waiting: GraphResult[] = [];
  #storing: Promise<void> | null = null;

  constructor(parts: GraphWorkParts) {
    this.#parts = parts;
  }

  announce(graph: GraphDescription, nextAt: EpochMillis | null): void {
    this.#announced.set(graph.title, { graph, nextAt });
    if (this.#parts.isReady()) void this.#announce({ graph, nextAt });
  }

  /** The database can be had now, and may be new. */
  async opened(): Promise<void> {
    for (const announced of this.#announced.values()) await this.#announce(announced);
    await this.#storeWaiting();
  }

  async claim(title: string, tick: EpochMillis, nextAt: EpochMillis | null): Promise<boolean> {
    if (!this.#parts.isReady()) return false;
    try {
      return await this.#parts.storage.graphs.claim(title, tick, nextAt);
    } catch (error) {
      this.#tell(error);
      return false;
    }
  }

  store(result: GraphResult): void {
    this.#waiting.push(result);
    if (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.#parts.logger.warn(`a value of a custom graph is lost: more than ${MOST_WAITING} wait for the database`);
    }
    void this.#storeWaiting();
  }

  /** Stores what waits, if that can be done now. */
  close(): Promise<void> {
    return this.#storeWaiting();
  }

  async #announce({ graph, nextAt }: Announced): Promise<void> {
    try {
      await this.#parts.storage.graphs.announce(graph, nextAt);
    } catch (error) {
      this.#tell(error);
    }
  }

  #storeWaiting(): Promise<void> {
    this.#storing ??= this.#storeAll().finally(() => {
      this.#storing = null;
    });
    return this.#storing;
  }

  async #storeAll(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined && this.#parts.isReady(); next = this.#waiting[0]) {
      try {
        await this.#parts.storage.graphs.store(next);
      } catch (error) {
        this.#tell(error);
        if (isStorageUnavailable(error)) return;
      }
      if (this.#waiting[0] === next) this.#waiting.shift();
    }
  }

  /** The pipeline reports a database that is away, with its reason. */
  #tell(error: unknown): void {
    if (!isStorageUnavailable(error)) this.#parts.logger.error('a custom graph could not be stored', error);
  }
}
