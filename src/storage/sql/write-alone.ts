import type { Kysely } from 'kysely';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/**
 * Runs `work` in a transaction while no other process writes: what it reads stays true until it
 * writes. One writer at a time also means that writers never wait for each other in a circle.
 */
export async function writeAlone<Result>(
  db: Kysely<Tables>,
  { isExclusiveWriter }: SqlEngine,
  work: (db: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const transaction = db.transaction().setIsolationLevel('read committed');
  return transaction.execute(async (alone) => {
    if (!isExclusiveWriter)
      await alone
        .updateTable('write_log')
        .set((eb) => ({ writes: eb('writes', '+', 1) }))
        .execute();
    return work(alone);
  });
}

/** `writeAlone` in a database that is known already. */
export type Alone = <Result>(work: (db: Kysely<Tables>) => Promise<Result>) => Promise<Result>;

/** Write transactions so far, for engines that cannot tell by themselves. */
export async function readWrites(db: Kysely<Tables>): Promise<number> {
  return (await db.selectFrom('write_log').select('writes').executeTakeFirst())?.writes ?? 0;
}
