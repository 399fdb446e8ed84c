import { sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

/** Rollups now have sums: all are counted anew from raw requests. */
export async function addFoldedRequests({ db }: MigrationContext): Promise<void> {
  await db.schema
    .alterTable('write_log')
    .addColumn('folded_request_id', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const table of ['rollups_minute', 'rollups_quarter', 'rollups_day', 'rollups_group', 'rollups_ip']) {
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
}
