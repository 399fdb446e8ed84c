import type { CreateTableBuilder } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createLeasesAndHorizons({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = (table: string): CreateTableBuilder<string> => db.schema.createTable(table).ifNotExists();
  const tables = [
    create('leases')
      .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
      .addColumn('holder', 'varchar(200)', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull()),
    create('horizons')
      .addColumn('source', 'varchar(20)', (column) => column.primaryKey().notNull())
      .addColumn('since', 'bigint', (column) => column.notNull()),
  ];
  for (const table of tables) await columnTypes.endTable(table).execute();
}
