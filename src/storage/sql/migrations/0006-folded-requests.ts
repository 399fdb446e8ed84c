import { sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function addFoldedRequests({ db }: MigrationContext): Promise<void> {
  await db.schema
    .alterTable('write_log')
    .addColumn('folded_request_id', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update ${sql.table('write_log')}
    set folded_request_id = (select coalesce(max(id), 0) from ${sql.table('requests')})`.execute(db);
}
