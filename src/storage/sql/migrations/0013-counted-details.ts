import { type Kysely, sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

/** Maintenance says how many outliers and profiles it removed. */
export async function countDetails({ db }: MigrationContext): Promise<void> {
  // Where a schema changes without a transaction, an attempt before may have come this far.
  if (await hasDetails(db)) return;
  await db.schema
    .alterTable('maintenance_runs')
    .addColumn('details', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Joined to one row, an empty table shows its columns too. */
async function hasDetails(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<Record<string, unknown>>`
    select runs.* from (select 1 as one) as always
    left join ${sql.table('maintenance_runs')} as runs on 1 = 0`.execute(db);
  return rows.some((row) => 'details' in row);
}
