import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import { countDeleted } from '../end-of-oldest.ts';
import { countRemoval } from '../removals.ts';
import type { Tables } from '../tables.ts';
import type { Alone } from '../write-alone.ts';
import { USE_STEP_MILLIS } from './code-line-ids.ts';
import type { DetailTableName } from './detail-tables.ts';

export const DETAIL_TABLES: readonly DetailTableName[] = ['outliers', 'profiles'];

/** Details of a request that arrive later than this after it are not tied to it any more. */
const LATEST_DETAIL_MILLIS = 3_600_000;
const MOST_CODE_LINES = 500;
/** A line is marked as used once a day, and the clocks of processes differ by a day at most. */
const UNUSED_FOR_MILLIS = 3 * USE_STEP_MILLIS;

export async function countOldDetails(
  db: Kysely<Tables>,
  table: DetailTableName,
  before: EpochMillis,
): Promise<number> {
  const old = db.selectFrom(table).where('started_at', '<', before);
  return (await old.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()).rows;
}

/** Does about `most` lines and answers how many. What refers to a line is removed before it: nothing that is kept was stored before the line was last used. */
export async function removeUnusedCodeLines(
  db: Kysely<Tables>,
  alone: Alone,
  { before, most }: { before: EpochMillis; most: number },
): Promise<number> {
  const used = before - UNUSED_FOR_MILLIS;
  const unused = db.selectFrom('code_lines').select('id').where('last_used', '<', used);
  const ids = (await unused.limit(Math.min(most, MOST_CODE_LINES)).execute()).map(({ id }) => id);
  if (ids.length === 0) return 0;
  return alone(async (writer) => {
    await countRemoval(writer);
    // One of them may have been used again since.
    return countDeleted(writer.deleteFrom('code_lines').where('id', 'in', ids).where('last_used', '<', used));
  });
}

/** Versions that outliers and profiles refer to, also those of which no request came. */
export async function detailVersions(db: Kysely<Tables>): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const table of DETAIL_TABLES) {
    const rows = await db.selectFrom(table).select('version_id').distinct().execute();
    for (const { version_id } of rows) ids.push(version_id);
  }
  return ids;
}

/** Retention runs often enough that these are few. */
export async function removeOldLinks(db: Kysely<Tables>, alone: Alone, now: EpochMillis): Promise<void> {
  const before = now - LATEST_DETAIL_MILLIS;
  const old = db.selectFrom('traced_requests').select('stored_at').where('stored_at', '<', before).limit(1);
  if ((await old.executeTakeFirst()) === undefined) return;
  await alone((writer) => writer.deleteFrom('traced_requests').where('stored_at', '<', before).execute());
}

/** The time up to which `most` of an endpoint's outliers or profiles lie; null: all of them. */
async function endOf(db: Kysely<Tables>, { table, id, most }: EndpointDetails): Promise<EpochMillis> {
  if (most === null) return Number.MAX_SAFE_INTEGER;
  const own = db.selectFrom(table).select('started_at').where('endpoint_id', '=', id).orderBy('started_at');
  return (await own.offset(most).limit(1).executeTakeFirst())?.started_at ?? Number.MAX_SAFE_INTEGER;
}

export interface EndpointDetails {
  readonly table: DetailTableName;
  /** Of the endpoint. */
  readonly id: number;
  /** Null for all. */
  readonly most: number | null;
}

export async function removeDetails(db: Kysely<Tables>, details: EndpointDetails): Promise<number> {
  const { table, id } = details;
  const end = await endOf(db, details);
  const remove = db.deleteFrom(table).where('endpoint_id', '=', id).where('started_at', '<=', end);
  return countDeleted(remove);
}

export async function moveDetails(db: Kysely<Tables>, details: EndpointDetails, into: number): Promise<number> {
  const { table, id } = details;
  const end = await endOf(db, details);
  const move = db
    .updateTable(table)
    .set({ endpoint_id: into })
    .where('endpoint_id', '=', id)
    .where('started_at', '<=', end);
  return Number((await move.executeTakeFirst()).numUpdatedRows);
}

/** Details name the endpoint that held the event loop, which is called differently from here on. */
export async function renameBlocker(db: Kysely<Tables>, from: string, to: string): Promise<void> {
  for (const table of DETAIL_TABLES) {
    await db.updateTable(table).set({ blocked_by: to }).where('blocked_by', '=', from).execute();
  }
}
