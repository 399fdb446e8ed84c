import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { Tables } from '../tables.ts';

/** Removes about `most` rows and answers how many. */
export async function removeOldRuntime(db: Kysely<Tables>, before: EpochMillis, most: number): Promise<number> {
  const old = db.selectFrom('runtime_samples').select('time').where('time', '<', before).orderBy('time');
  const last = (await old.offset(most).limit(1).executeTakeFirst())?.time ?? before - 1;
  const removed = await db.deleteFrom('runtime_samples').where('time', '<=', last).executeTakeFirst();
  return Number(removed.numDeletedRows);
}
