import type { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { CountedRequests } from './counted-requests.ts';
import { newestRequestId } from './fold-marks.ts';
import { addRequests } from './rollup-part.ts';
import type { RollupWriter } from './rollup-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { FoldMark, Tables } from './tables.ts';
import { type FoldPosition, WaitingRequests } from './waiting-requests.ts';
import { writeAlone } from './write-alone.ts';

/** Nor do fewer requests wait longer than this. */
const LONGEST_WAIT_MILLIS = 30_000;

interface FoldLimits {
  /** Requests that are worth it, once the last fold is long enough ago. */
  readonly requests: number;
  readonly millis: number;
  /** Requests that may wait whatever the rate: every question looks at them one by one. */
  readonly mostRequests: number;
  /** Rollups that may have to be stored in one transaction, or fewer where that takes too long. */
  readonly mostRollups: number;
}

/** There are few rollups by status, and most questions are about them. */
const STATUS_LIMITS: FoldLimits = { requests: 20_000, millis: 2500, mostRequests: 250_000, mostRollups: 25_000 };
/** Of a hundred groups or IPs to each endpoint, nearly each request has a rollup of its own, unless many are folded at once. */
const LABEL_LIMITS: FoldLimits = { requests: 20_000, millis: 10_000, mostRequests: 250_000, mostRollups: 40_000 };

const LIMITS: Readonly<Record<FoldMark, FoldLimits>> = {
  folded_request_id: STATUS_LIMITS,
  folded_group_id: LABEL_LIMITS,
  folded_ip_id: LABEL_LIMITS,
};

/** What a transaction has seen of the log. */
export type FoldLog = Readonly<Record<FoldMark | 'removals', number>>;

export interface RequestFolderParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly rollups: RollupWriter;
}

/**
 * Folds stored requests into the rollups, many at once: a rollup is read and written once for all
 * requests that came meanwhile, from every process. Ids grow in the order of commits, as one process
 * writes at a time, so that one id for each part of the rollups says what is folded; questions add the requests after it.
 */
export class RequestFolder {
  readonly #parts: RequestFolderParts;
  readonly #waiting: readonly WaitingRequests[];
  #removals = 0;

  constructor(parts: RequestFolderParts) {
    this.#parts = parts;
    this.#waiting = parts.rollups.parts.map((part) => new WaitingRequests(part));
  }

  /** After a transaction of this process that wrote these. */
  async written(requests: readonly CountedRequests[], log: FoldLog, newest: number): Promise<void> {
    this.#look(log, newest);
    const takers = this.#waiting.filter((waiting) => waiting.isNext(requests));
    const folds = takers.flatMap((waiting) => waiting.fold ?? []);
    for (const fold of folds) for (const each of requests) await addRequests(this.#parts.db, fold, each);
    for (const waiting of takers) waiting.taken(requests, folds);
  }

  /** Folds what has waited for long enough, each part in transactions of its own. */
  async foldDue(): Promise<void> {
    for (const waiting of this.#waiting) {
      // Begun is finished: while a rest waits, what comes after it cannot be counted in memory, and is read again too.
      for (let isBegun = false; isBegun ? waiting.count > 0 : this.#isDue(waiting); isBegun = true) {
        const isWanted = isBegun ? () => true : () => this.#isDue(waiting);
        if (!(await this.#fold(waiting, isWanted))) break;
      }
    }
  }

  /** The same when this process has written nothing lately. */
  async foldWaiting(): Promise<void> {
    const { db } = this.#parts;
    const log = await db.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
    this.#look(log, await newestRequestId(db));
    await this.foldDue();
  }

  /** Folds the parts of which all that waits is counted in memory. */
  async foldCounted(): Promise<void> {
    for (const waiting of this.#waiting) if (waiting.isCounted) await this.#fold(waiting, () => waiting.isCounted);
  }

  /** Folds about `most` of those that wait, the oldest of a part, in the transaction of `db`; answers how many ids they span. */
  async foldSome(db: Kysely<Tables>, most: number): Promise<number> {
    const log = await db.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
    this.#look(log, await newestRequestId(db));
    const waiting = this.#waiting.find(({ count }) => count > 0);
    if (waiting === undefined) return 0;
    return (await waiting.store(db, most)) - log[waiting.part.mark];
  }

  /** A transaction failed: what was thought to be stored may not be. */
  forget(): void {
    for (const waiting of this.#waiting) waiting.forget();
  }

  /** False when, seen in the transaction, there is nothing to do. */
  async #fold(waiting: WaitingRequests, isWanted: () => boolean): Promise<boolean> {
    const { db, engine, clock } = this.#parts;
    waiting.fold?.prepare();
    const { size } = waiting;
    let begun = clock.monotonic();
    try {
      const mark = await writeAlone(db, engine, async (alone) => {
        begun = clock.monotonic();
        const log = await alone.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
        const newest = await newestRequestId(alone);
        this.#look(log, newest);
        return isWanted() ? waiting.store(alone) : null;
      });
      if (mark !== null) {
        waiting.pace.stored(size, clock.monotonic() - begun);
        waiting.moved(mark, clock.monotonic());
      }
      return mark !== null;
    } catch (error) {
      waiting.forget();
      throw error;
    }
  }

  #look(log: FoldLog, newest: number): void {
    if (log.removals !== this.#removals) this.forget();
    this.#removals = log.removals;
    for (const waiting of this.#waiting) waiting.see(this.#position(waiting, log, newest));
  }

  #position({ part }: WaitingRequests, log: FoldLog, newest: number): FoldPosition {
    return { after: log[part.mark], newest, now: this.#parts.clock.monotonic() };
  }

  #isDue(waiting: WaitingRequests): boolean {
    const { count, size, since, part, pace } = waiting;
    const limits = LIMITS[part.mark];
    if (count >= limits.mostRequests || size >= pace.most(limits.mostRollups)) return true;
    const age = this.#parts.clock.monotonic() - since;
    return count > 0 && age >= (count >= limits.requests ? limits.millis : LONGEST_WAIT_MILLIS);
  }
}
