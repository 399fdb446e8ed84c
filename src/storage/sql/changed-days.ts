import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { bucketStart } from '../../rollup/resolution.ts';
import type { Duplicates } from './duplicates.ts';
import type { Tables } from './tables.ts';

/** Days that a transaction has counted already: a fold writes to the same tables and days again and again. */
const countedDays = new WeakMap<Kysely<Tables>, Set<EpochMillis>>();

/** Says in the transaction of `db` that rollups of these buckets change. */
export async function countChanges(
  db: Kysely<Tables>,
  duplicates: Duplicates,
  buckets: Iterable<EpochMillis>,
): Promise<void> {
  const counted = countedDays.get(db) ?? new Set();
  const added = new Set<EpochMillis>();
  for (const bucket of buckets) {
    const day = bucketStart('day', bucket);
    if (!counted.has(day)) added.add(day);
  }
  if (added.size === 0) return;
  const days = [...added];
  await duplicates.ignore(db.insertInto('rollup_days').values(days.map((day) => ({ day, changes: 0 })))).execute();
  await db
    .updateTable('rollup_days')
    .set((eb) => ({ changes: eb('changes', '+', 1) }))
    .where('day', 'in', days)
    .execute();
  if (db.isTransaction) countedDays.set(db, new Set([...counted, ...days]));
}
