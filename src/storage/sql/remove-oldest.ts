import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { DetailTableName } from './details/detail-tables.ts';
import type { Tables } from './tables.ts';

interface Oldest {
  readonly table: DetailTableName | 'runtime_samples' | 'regressions';
  /** When a row is from; has an index of its own where rows are many. */
  readonly column: 'started_at' | 'time' | 'found_at';
  readonly before: EpochMillis;
  readonly most: number;
}

/** Removes about `most` rows, the oldest first, and answers how many. */
export async function removeOldest(db: Kysely<Tables>, { table, column, before, most }: Oldest): Promise<number> {
  const time = sql.ref<number>(column);
  const old = db.selectFrom(table).select(time.as('time')).where(time, '<', before).orderBy(time);
  const last = (await old.offset(most).limit(1).executeTakeFirst())?.time ?? before - 1;
  const removed = await db.deleteFrom(table).where(time, '<=', last).executeTakeFirst();
  return Number(removed.numDeletedRows);
}
