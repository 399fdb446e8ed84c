import { sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

/** Rollups by group and IP are folded less often than the others, hence up to marks of their own. */
export async function addFoldMarks({ db }: MigrationContext): Promise<void> {
  const log = await sql<Record<string, unknown>>`select * from ${sql.table('write_log')}`.execute(db);
  for (const mark of ['folded_group_id', 'folded_ip_id']) {
    // Where a schema changes without a transaction, an attempt before may have come this far.
    if (log.rows.some((row) => mark in row)) continue;
    await db.schema
      .alterTable('write_log')
      .addColumn(mark, 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update ${sql.table('write_log')} set ${sql.ref(mark)} = folded_request_id`.execute(db);
  }
}
