import type { MigrationContext } from './migration.ts';

/** Maintenance says how many outliers and profiles it removed. */
export async function countDetails({ db, tablePrefix }: MigrationContext): Promise<void> {
  const tables = await db.introspection.getTables();
  const runs = tables.find(({ name }) => name === `${tablePrefix}maintenance_runs`);
  // Where a schema changes without a transaction, an attempt before may have come this far.
  if (runs?.columns.some(({ name }) => name === 'details')) return;
  await db.schema
    .alterTable('maintenance_runs')
    .addColumn('details', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}
