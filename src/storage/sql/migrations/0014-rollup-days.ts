import type { MigrationContext } from './migration.ts';

/** How often the rollups of a day were changed, so that who remembers what they add up to hears of it. */
export async function createRollupDays({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('rollup_days')
    .ifNotExists()
    .addColumn('day', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('changes', 'bigint', (column) => column.notNull());
  await columnTypes.endClusteredTable(create).execute();
}
