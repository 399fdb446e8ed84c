import type { Kysely } from 'kysely';
import { MonitoringError } from '../../model/errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the schema up to date, while other processes that start now wait for it.
 * Rejects with `NMD_SCHEMA_TOO_NEW` when a newer version of this package has been here.
 */
export async function migrate(db: Kysely<Tables>, engine: SqlEngine, tablePrefix: string): Promise<void> {
  await engine.migrateAlone(db, async (alone) => {
    const version = await schemaVersion(alone);
    if (version > MIGRATIONS.length) throw schemaTooNew(version);
    for (const [index, run] of MIGRATIONS.entries()) {
      if (index < version) continue;
      await run({ db: alone as Kysely<unknown>, columnTypes: engine.columnTypes, tablePrefix });
      await alone
        .updateTable('schema_version')
        .set({ version: index + 1 })
        .execute();
    }
  });
}

async function schemaVersion(db: Kysely<Tables>): Promise<number> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const row = await db.selectFrom('schema_version').select('version').executeTakeFirst();
  if (row === undefined) await db.insertInto('schema_version').values({ version: 0 }).execute();
  return row?.version ?? 0;
}

function schemaTooNew(version: number): MonitoringError {
  return new MonitoringError(
    'NMD_SCHEMA_TOO_NEW',
    `The database has schema ${version}; this version of node-monitoring-dashboard knows schemas up to ` +
      `${MIGRATIONS.length}. Update the package, or use another database or table prefix.`,
  );
}
