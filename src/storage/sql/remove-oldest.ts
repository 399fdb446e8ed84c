import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { DetailTableName } from './details/detail-tables.ts';
import { countDeleted, endOfOldest } from './end-of-oldest.ts';
import type { Tables } from './tables.ts';
import type { Alone } from './write-alone.ts';

interface Oldest {
  readonly table: DetailTableName | 'runtime_samples' | 'regressions';
  /** When a row is from; has an index of its own where rows are many. */
  readonly column: 'started_at' | 'time' | 'found_at';
  readonly before: EpochMillis;
  readonly most: number;
}

/** Removes about `most` rows, the oldest first, and answers how many. */
export async function removeOldest(db: Kysely<Tables>, alone: Alone, oldest: Oldest): Promise<number> {
  const { table, column } = oldest;
  const time = sql.ref<number>(column);
  const end = await endOfOldest(db.selectFrom(table).select(time.as('time')), oldest);
  return end === null ? 0 : alone((writer) => countDeleted(writer.deleteFrom(table).where(time, '<=', end)));
}
