import { type Kysely, sql } from 'kysely';
import { StorageUnavailable } from '../../storage-unavailable.ts';
import type { Tables } from '../tables.ts';

/**
 * Runs `work` within a transaction such that its failure takes nothing else with it. Answers the error, or null.
 * Rejects when the database is the trouble: then the whole transaction is to be tried again.
 */
export async function aside(db: Kysely<Tables>, work: () => Promise<void>): Promise<unknown> {
  await sql`savepoint aside`.execute(db);
  try {
    await work();
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    await sql`rollback to savepoint aside`.execute(db);
    return error;
  }
  await sql`release savepoint aside`.execute(db);
  return null;
}
