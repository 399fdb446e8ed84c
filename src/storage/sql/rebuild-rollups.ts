import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { RESOLUTION_MILLIS, RESOLUTIONS } from '../../rollup/resolution.ts';
import { RollupBatch, type RollupWriter } from './rollup-writer.ts';
import type { Tables } from './tables.ts';

const DAY = RESOLUTION_MILLIS.day;
const CHUNK = 1000;

/**
 * Counts the rollups of the range's whole UTC days anew from raw requests, one day at a time.
 * Days without raw requests keep theirs: retention may have taken the requests.
 */
export async function rebuildRollups(db: Kysely<Tables>, rollups: RollupWriter, range: TimeRange): Promise<void> {
  for (let day = Math.ceil(range.from / DAY) * DAY; day + DAY <= range.to; ) {
    const next = await nextRequest(db, day);
    if (next === null) return;
    day = Math.max(day, next - (next % DAY));
    if (day + DAY > range.to) return;
    const start = day;
    await db.transaction().execute((one) => rebuildDay(one, rollups, start));
    day += DAY;
  }
}

async function nextRequest(db: Kysely<Tables>, from: EpochMillis): Promise<EpochMillis | null> {
  const query = db.selectFrom('requests').select('time').where('time', '>=', from).orderBy('time').limit(1);
  return (await query.executeTakeFirst())?.time ?? null;
}

async function rebuildDay(db: Kysely<Tables>, rollups: RollupWriter, day: EpochMillis): Promise<void> {
  const tables = [...RESOLUTIONS, 'group', 'ip'] as const;
  for (const table of tables) {
    const remove = db
      .deleteFrom(`rollups_${table}`)
      .where('bucket', '>=', day)
      .where('bucket', '<', day + DAY);
    await remove.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id')).execute();
  }
  rollups.forget();
  const batch = new RollupBatch();
  const requests = db
    .selectFrom('requests')
    .select(['endpoint_id', 'version_id', 'status_code', 'group_id', 'ip_id', 'time', 'duration_micros'])
    .where('time', '>=', day)
    .where('time', '<', day + DAY)
    .stream(CHUNK);
  for await (const row of requests) batch.add(row);
  await rollups.add(db, batch);
}
