import type { DeleteResult, SelectQueryBuilder } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { Tables } from './tables.ts';

interface Oldest {
  readonly before: EpochMillis;
  readonly most: number;
}

/**
 * The time up to which about `most` of the rows before a time lie, the oldest first; null when there is none. Asked
 * before a step that removes them: so nobody waits while they are looked for, and where there is nothing nobody waits at all.
 * @param rows Answers each row's time, and has an index that begins with what it is filtered by and ends with the time.
 */
export async function endOfOldest<Table extends keyof Tables>(
  rows: SelectQueryBuilder<Tables, Table, { time: number }>,
  { before, most }: Oldest,
): Promise<EpochMillis | null> {
  const ordered = rows.orderBy('time');
  const first = await ordered.limit(1).executeTakeFirst();
  if (first === undefined || first.time >= before) return null;
  const last = (await ordered.offset(most).limit(1).executeTakeFirst())?.time ?? before;
  return Math.min(last, before - 1);
}

/** How many rows went. */
export async function countDeleted(remove: { executeTakeFirst(): Promise<DeleteResult | undefined> }): Promise<number> {
  return Number((await remove.executeTakeFirst())?.numDeletedRows ?? 0n);
}
