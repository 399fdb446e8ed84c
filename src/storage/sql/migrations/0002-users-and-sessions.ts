import type { CreateTableBuilder } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createUsersAndSessions({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = (table: string): CreateTableBuilder<string> => db.schema.createTable(table).ifNotExists();
  const tables = [
    create('users')
      .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
      .addColumn('username', 'varchar(250)', (column) => column.notNull().unique())
      .addColumn('role', 'varchar(20)', (column) => column.notNull())
      .addColumn('password_hash', 'varchar(500)'),
    create('sessions')
      .addColumn('token_hash', 'varchar(100)', (column) => column.primaryKey().notNull())
      .addColumn('csrf_token', 'varchar(200)', (column) => column.notNull())
      .addColumn('user_id', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    create('login_tokens')
      .addColumn('token_hash', 'varchar(100)', (column) => column.primaryKey().notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    create('login_failures')
      .addColumn('key', 'varchar(250)', (column) => column.primaryKey().notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull()),
  ];
  for (const table of tables) await columnTypes.endTable(table).execute();
}
