import type { MigrationContext } from './migration.ts';

export async function createApiTokens({ db, columnTypes }: MigrationContext): Promise<void> {
  const tokens = db.schema
    .createTable('api_tokens')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('name', 'varchar(100)', (column) => column.notNull().unique())
    .addColumn('secret_hash', 'varchar(100)', (column) => column.notNull().unique())
    .addColumn('scopes', 'varchar(200)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'varchar(250)', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('last_used_at', 'bigint');
  await columnTypes.endTable(tokens).execute();
}
