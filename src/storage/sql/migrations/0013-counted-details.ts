import { sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

/** Maintenance says how many outliers and profiles it removed. */
export async function countDetails({ db }: MigrationContext): Promise<void> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table('maintenance_runs')} limit 1`.execute(
    db,
  );
  // Where a schema changes without a transaction, an attempt before may have come this far.
  if (rows.some((row) => 'details' in row)) return;
  await db.schema
    .alterTable('maintenance_runs')
    .addColumn('details', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}
