import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { Tables } from '../tables.ts';

/** Removes about `most` regressions, open ones too: after so long, how it is now is how it is. Answers how many. */
export async function removeOldRegressions(db: Kysely<Tables>, before: EpochMillis, most: number): Promise<number> {
  const old = db.selectFrom('regressions').select('found_at').where('found_at', '<', before).orderBy('found_at');
  const last = (await old.offset(most).limit(1).executeTakeFirst())?.found_at ?? before - 1;
  const removed = await db.deleteFrom('regressions').where('found_at', '<=', last).executeTakeFirst();
  return Number(removed.numDeletedRows);
}

export async function removeRegressionsOf(db: Kysely<Tables>, endpointId: number): Promise<void> {
  await db.deleteFrom('regressions').where('endpoint_id', '=', endpointId).execute();
}
