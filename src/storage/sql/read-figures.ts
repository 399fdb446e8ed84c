import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { ALL_ENDPOINTS } from '../../rollup/rollup-sums.ts';
import type { DatabaseFigures } from '../database-figures.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

export async function readFigures(db: Kysely<Tables>, engine: SqlEngine): Promise<DatabaseFigures> {
  const request = await db.selectFrom('requests').select('time').orderBy('time').limit(1).executeTakeFirst();
  return {
    sizeBytes: await engine.sizeBytes(db),
    tables: await engine.tableFigures(db),
    oldest: {
      requests: request?.time ?? null,
      minuteRollups: await oldestRollup(db, 'rollups_minute'),
      quarterHourRollups: await oldestRollup(db, 'rollups_quarter'),
      dayRollups: await oldestRollup(db, 'rollups_day'),
    },
  };
}

async function oldestRollup(
  db: Kysely<Tables>,
  table: 'rollups_minute' | 'rollups_quarter' | 'rollups_day',
): Promise<EpochMillis | null> {
  const query = db.selectFrom(table).select('bucket').where('endpoint_id', '=', ALL_ENDPOINTS).orderBy('bucket');
  return (await query.limit(1).executeTakeFirst())?.bucket ?? null;
}
