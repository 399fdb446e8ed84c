import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Says that rows were removed or changed hands: remembered ids are void from here on, in all processes, and who looks
 * for what nobody refers to has to begin anew.
 */
export async function countRemoval(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('write_log')
    .set((eb) => ({ removals: eb('removals', '+', 1) }))
    .execute();
}

export async function readRemovals(db: Kysely<Tables>): Promise<number> {
  return (await db.selectFrom('write_log').select('removals').executeTakeFirst())?.removals ?? 0;
}
