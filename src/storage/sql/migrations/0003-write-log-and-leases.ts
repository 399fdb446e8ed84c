import { type CreateTableBuilder, sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createWriteLogAndLeases({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = (table: string): CreateTableBuilder<string> => db.schema.createTable(table).ifNotExists();
  const tables = [
    create('write_log')
      .addColumn('writes', 'bigint', (column) => column.notNull())
      .addColumn('removals', 'bigint', (column) => column.notNull())
      .addColumn('folded_request_id', 'bigint', (column) => column.notNull()),
    create('leases')
      .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
      .addColumn('holder', 'varchar(200)', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull()),
    create('horizons')
      .addColumn('source', 'varchar(20)', (column) => column.primaryKey().notNull())
      .addColumn('since', 'bigint', (column) => column.notNull()),
  ];
  for (const table of tables) await columnTypes.endTable(table).execute();
  await sql`insert into ${sql.table('write_log')} (writes, removals, folded_request_id) values (0, 0, 0)`.execute(db);
}
