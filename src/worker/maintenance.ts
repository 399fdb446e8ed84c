import type { Logger } from '../model/logger.ts';
import type { MaintenanceKind, MaintenanceLog } from '../storage/maintenance-log.ts';
import type { PruneResult, Storage, WorkWatch } from '../storage/storage.ts';
import { isStorageUnavailable, pause } from './storage-keeper.ts';

/** Between two signs of life of a run, in which it also hears whether to end. */
const REPORT_MILLIS = 1000;
/** A step takes much less; then the process may end. */
const LONGEST_END_MILLIS = 1000;

export interface MaintenanceParts {
  readonly storage: Pick<Storage, 'maintenance'>;
  readonly logger: Logger;
  /** Id of this instance. */
  readonly instance: string;
}

type Work<Result> = (watch: WorkWatch) => Promise<Result>;

/** Does one piece of work on stored data at a time in the whole fleet, visible and open to cancellation for all of it. */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  readonly #running = new Set<{ readonly abort: AbortController; readonly ended: Promise<unknown> }>();

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  /** Null when other maintenance goes on, in any process. */
  async run<Result extends object | boolean>(kind: MaintenanceKind, work: Work<Result>): Promise<Result | null> {
    const id = await this.#log.begin(kind, this.#parts.instance);
    return id === null ? null : this.#do(id, work);
  }

  /** Begins, and goes on by itself. False when other maintenance goes on, in any process. */
  async start(kind: MaintenanceKind, work: Work<unknown>): Promise<boolean> {
    const id = await this.#log.begin(kind, this.#parts.instance);
    if (id === null) return false;
    this.#do(id, work).catch((error: unknown) => {
      if (!isStorageUnavailable(error)) this.#parts.logger.error(`maintenance (${kind}) failed`, error);
    });
    return true;
  }

  /** Ends what this process does at its next step. */
  async close(): Promise<void> {
    for (const { abort } of this.#running) abort.abort();
    await Promise.race([Promise.allSettled([...this.#running].map(({ ended }) => ended)), pause(LONGEST_END_MILLIS)]);
  }

  get #log(): MaintenanceLog {
    return this.#parts.storage.maintenance;
  }

  #do<Result>(id: number, work: Work<Result>): Promise<Result> {
    const abort = new AbortController();
    const ended = this.#watched(id, abort, work);
    const run = { abort, ended };
    this.#running.add(run);
    return ended.finally(() => this.#running.delete(run));
  }

  async #watched<Result>(id: number, abort: AbortController, work: Work<Result>): Promise<Result> {
    let done: PruneResult = { requests: 0, rollups: 0, details: 0, labels: 0 };
    const report = async (): Promise<void> => {
      if (!(await this.#log.report(id, done))) abort.abort();
    };
    // A report that fails is like one that was never made; the work itself notices a database that is away.
    const timer = setInterval(() => void report().catch(() => {}), REPORT_MILLIS);
    try {
      const progress: WorkWatch['progress'] = (soFar) => {
        done = soFar;
      };
      const result = await work({ signal: abort.signal, progress });
      await this.#log.end(id, abort.signal.aborted ? 'cancelled' : 'done', done);
      return result;
    } catch (error) {
      await this.#log.end(id, 'failed', done).catch(() => {});
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}
