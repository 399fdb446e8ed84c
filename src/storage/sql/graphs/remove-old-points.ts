import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { Tables } from '../tables.ts';

/** Removes about `most` points and answers how many. */
export async function removeOldPoints(db: Kysely<Tables>, before: EpochMillis, most: number): Promise<number> {
  for (const { id } of await db.selectFrom('graphs').select('id').execute()) {
    const old = db.selectFrom('graph_points').select('time').where('graph_id', '=', id).where('time', '<', before);
    const last = (await old.orderBy('time').offset(most).limit(1).executeTakeFirst())?.time ?? before - 1;
    const remove = db.deleteFrom('graph_points').where('graph_id', '=', id).where('time', '<=', last);
    const removed = Number((await remove.executeTakeFirst()).numDeletedRows);
    if (removed > 0) return removed;
  }
  return 0;
}
