import type { Kysely } from 'kysely';
import { COUNTED_COLUMNS, CountedRequests } from './counted-requests.ts';
import { FoldPace } from './fold-pace.ts';
import { addRequests, type PartFold, type RollupPart } from './rollup-part.ts';
import type { Tables } from './tables.ts';

const PER_PAGE = 5000;
/** Read from the table in one transaction, during which nobody else writes. */
const MOST_READ = 50_000;

/**
 * What is stored and not yet in a part's rollups. While this process alone writes, it is folded in memory as
 * it comes, and neither read again nor looked at while others wait; else it is read when it is time.
 */
export class WaitingRequests {
  readonly part: RollupPart;
  readonly pace: FoldPace = new FoldPace();
  /** The mark as this process last saw it. */
  #after = -1;
  #newest = 0;
  /** Null when some of what waits came from elsewhere. */
  #fold: PartFold | null = null;
  #folded = 0;
  /** Monotonic. */
  since = 0;

  constructor(part: RollupPart) {
    this.part = part;
  }

  get count(): number {
    return this.#newest - this.#after;
  }

  /** Rollups that have to be stored, as far as it is known. */
  get size(): number {
    return this.#fold?.size ?? 0;
  }

  /** All that waits is in the fold. */
  get isCounted(): boolean {
    return this.#fold !== null && this.count > 0 && this.#folded === this.count;
  }

  get fold(): PartFold | null {
    return this.#fold;
  }

  /** True when these, which this process has just written, are all that waits besides what is in the fold. */
  isNext(written: readonly CountedRequests[]): boolean {
    if (this.#fold === null) return false;
    if (this.#folded + countOf(written) === this.count) return true;
    this.forget();
    return false;
  }

  /** They are in one of the folds; unless it is no longer ours, as all was read from the table meanwhile. */
  taken(written: readonly CountedRequests[], folds: readonly PartFold[]): void {
    if (this.#fold !== null && folds.includes(this.#fold)) this.#folded += countOf(written);
  }

  see({ after, newest, now }: FoldPosition): void {
    this.#newest = newest;
    if (after === this.#after) return;
    this.#after = after;
    this.#fold = this.part.fold();
    this.#folded = 0;
    this.since = now;
  }

  /** `store` was committed. */
  moved(after: number, now: number): void {
    this.see({ after, newest: this.#newest, now });
  }

  /** What is folded in memory no longer is what waits. */
  forget(): void {
    this.#fold = null;
    this.part.forget();
  }

  /** In a transaction in which `see` was called; answers the new mark. */
  async store(db: Kysely<Tables>, most: number = MOST_READ): Promise<number> {
    const isWhole = this.#folded === this.count && (most === MOST_READ || this.count <= most);
    const own = isWhole ? this.#fold : null;
    // It will be changed, and is of no use if the transaction fails.
    this.#fold = null;
    const { fold, last } = own === null ? await this.#read(db, most) : { fold: own, last: this.#newest };
    await fold.store(db);
    await db
      .updateTable('write_log')
      .set({ [this.part.mark]: last })
      .execute();
    return last;
  }

  async #read(db: Kysely<Tables>, most: number): Promise<{ fold: PartFold; last: number }> {
    const fold = this.part.fold();
    for (let last = this.#after, read = 0; ; ) {
      const page = Math.min(PER_PAGE, most - read);
      const rows = await db
        .selectFrom('requests')
        .select(['id', ...COUNTED_COLUMNS])
        .where('id', '>', last)
        .orderBy('id')
        .limit(page)
        .execute();
      await addRequests(db, fold, CountedRequests.of(rows));
      last = rows.at(-1)?.id ?? last;
      read += rows.length;
      if (rows.length < page) return { fold, last: this.#newest };
      if (read >= most) return { fold, last };
    }
  }
}

function countOf(requests: readonly CountedRequests[]): number {
  return requests.reduce((sum, { count }) => sum + count, 0);
}

/** What waits lies between two requests. */
export interface FoldPosition {
  readonly after: number;
  readonly newest: number;
  /** Monotonic. */
  readonly now: number;
}
