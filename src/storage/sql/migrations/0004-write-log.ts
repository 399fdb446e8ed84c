import { sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createWriteLog({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('write_log')
    .ifNotExists()
    .addColumn('writes', 'bigint', (column) => column.notNull())
    .addColumn('removals', 'bigint', (column) => column.notNull());
  await columnTypes.endTable(create).execute();
  await sql`insert into ${sql.table('write_log')} (writes, removals) values (0, 0)`.execute(db);
}
