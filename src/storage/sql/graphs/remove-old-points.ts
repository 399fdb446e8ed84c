import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import { countDeleted, endOfOldest } from '../end-of-oldest.ts';
import type { Tables } from '../tables.ts';
import type { Alone } from '../write-alone.ts';

/** Removes about `most` points and answers how many. */
export async function removeOldPoints(
  db: Kysely<Tables>,
  alone: Alone,
  { before, most }: { readonly before: EpochMillis; readonly most: number },
): Promise<number> {
  for (const { id } of await db.selectFrom('graphs').select('id').execute()) {
    const end = await endOfOldest(db.selectFrom('graph_points').select('time').where('graph_id', '=', id), {
      before,
      most,
    });
    if (end === null) continue;
    return alone((writer) =>
      countDeleted(writer.deleteFrom('graph_points').where('graph_id', '=', id).where('time', '<=', end)),
    );
  }
  return 0;
}
