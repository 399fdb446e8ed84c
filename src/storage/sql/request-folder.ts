import type { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { CountedRequest, RollupWriter } from './rollup-writer.ts';
import type { Tables } from './tables.ts';

/** Requests that may wait to be folded: few enough that every question can look at them one by one. */
const MOST_WAITING = 20_000;
/** Nor do fewer wait longer than this while requests come in. */
const LONGEST_WAIT_MILLIS = 30_000;
const PER_PAGE = 5000;

/**
 * Folds stored requests into the rollups, many at once: a rollup is read and written once for all
 * requests that came meanwhile, from every process. Ids grow in the order of commits, as one process
 * writes at a time, so that one id says what is folded; questions add the few requests after it.
 */
export class RequestFolder {
  readonly #rollups: RollupWriter;
  readonly #clock: Clock;
  #foldedId = -1;
  #since: number;
  /** Written by this process since the last fold: if they are all that wait, they need not be read. */
  #waiting: CountedRequest[] = [];
  /** Written in the transaction that is under way: void if it fails. */
  #written: CountedRequest[] = [];

  constructor(rollups: RollupWriter, clock: Clock) {
    this.#rollups = rollups;
    this.#clock = clock;
    this.#since = clock.monotonic();
  }

  written(requests: readonly CountedRequest[]): void {
    for (const request of requests) this.#written.push(request);
  }

  /** After the transaction. */
  settle(committed: boolean): void {
    if (committed) for (const request of this.#written) this.#waiting.push(request);
    this.#written = [];
    if (!committed) this.forget();
  }

  /** After requests were changed elsewhere, or nothing is known of the last fold. */
  forget(): void {
    this.#waiting = [];
    this.#foldedId = -1;
  }

  async foldIfDue(db: Kysely<Tables>, foldedId: number): Promise<void> {
    if (foldedId !== this.#foldedId) this.#folded(foldedId);
    const waitedLong = this.#clock.monotonic() - this.#since >= LONGEST_WAIT_MILLIS;
    const newest = await newestId(db);
    if (newest - foldedId >= MOST_WAITING || (waitedLong && newest > foldedId)) await this.#fold(db, foldedId, newest);
  }

  /** Folds about `most` of those that wait, the oldest, and answers how many ids they span. */
  async foldSome(db: Kysely<Tables>, most: number): Promise<number> {
    this.forget();
    const foldedId = await readFoldedId(db);
    const waiting = db.selectFrom('requests').select('id').where('id', '>', foldedId).orderBy('id');
    const last = (await waiting.offset(most).limit(1).executeTakeFirst())?.id ?? (await newestId(db));
    if (last <= foldedId) return 0;
    await this.#rollups.add(db, pages(db, foldedId, last));
    await db.updateTable('write_log').set({ folded_request_id: last }).execute();
    return last - foldedId;
  }

  async #fold(db: Kysely<Tables>, after: number, newest: number): Promise<void> {
    const own = this.#foldedId === after ? [...this.#waiting, ...this.#written] : [];
    const parts = own.length === newest - after ? inParts(own) : pages(db, after, newest);
    await this.#rollups.add(db, parts);
    await db.updateTable('write_log').set({ folded_request_id: newest }).execute();
    this.#folded(newest);
    this.#written = [];
  }

  #folded(id: number): void {
    this.#foldedId = id;
    this.#waiting = [];
    this.#since = this.#clock.monotonic();
  }
}

async function* inParts(requests: readonly CountedRequest[]): AsyncGenerator<readonly CountedRequest[]> {
  yield requests;
}

export async function readFoldedId(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('write_log').select('folded_request_id').executeTakeFirst();
  return row?.folded_request_id ?? 0;
}

async function newestId(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('requests').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

async function* pages(db: Kysely<Tables>, after: number, upTo: number): AsyncGenerator<readonly CountedRequest[]> {
  for (let last = after; ; ) {
    const rows = await db
      .selectFrom('requests')
      .select([
        'id',
        'endpoint_id',
        'version_id',
        'status_code',
        'group_id',
        'ip_id',
        'instance_id',
        'time',
        'duration_micros',
      ])
      .where('id', '>', last)
      .where('id', '<=', upTo)
      .orderBy('id')
      .limit(PER_PAGE)
      .execute();
    yield rows;
    if (rows.length < PER_PAGE) return;
    last = rows.at(-1)?.id ?? last;
  }
}
