import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { RESOLUTION_MILLIS, RESOLUTIONS } from '../../rollup/resolution.ts';
import { ALL_ENDPOINTS } from '../../rollup/rollup-sums.ts';
import { countChanges } from './changed-days.ts';
import { CountedRequests } from './counted-requests.ts';
import { requestPages } from './request-pages.ts';
import { addRequests } from './rollup-part.ts';
import type { RollupWriter } from './rollup-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const DAY = RESOLUTION_MILLIS.day;

export interface RebuildParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly rollups: RollupWriter;
}

/**
 * Counts the rollups of the range's whole UTC days anew from raw requests, one day at a time.
 * Days without raw requests keep theirs: retention may have taken the requests.
 */
export async function rebuildRollups({ db, engine, rollups }: RebuildParts, range: TimeRange): Promise<void> {
  for (let day = Math.ceil(range.from / DAY) * DAY; day + DAY <= range.to; ) {
    const next = await nextRequest(db, day);
    if (next === null) return;
    day = Math.max(day, next - (next % DAY));
    if (day + DAY > range.to) return;
    const start = day;
    await writeAlone(db, engine, (alone) => rebuildDay(alone, { engine, rollups }, start));
    day += DAY;
  }
}

async function nextRequest(db: Kysely<Tables>, from: EpochMillis): Promise<EpochMillis | null> {
  const query = db.selectFrom('requests').select('time').where('time', '>=', from).orderBy('time').limit(1);
  return (await query.executeTakeFirst())?.time ?? null;
}

async function rebuildDay(
  db: Kysely<Tables>,
  { engine, rollups }: Omit<RebuildParts, 'db'>,
  day: EpochMillis,
): Promise<void> {
  await countChanges(db, engine.duplicates, [day]);
  const tables = [...RESOLUTIONS, 'group', 'ip', 'instance'] as const;
  const endpoints = await endpointsWithSum(db);
  for (const table of tables) {
    const remove = db
      .deleteFrom(`rollups_${table}`)
      .where('bucket', '>=', day)
      .where('bucket', '<', day + DAY);
    await remove.where('endpoint_id', 'in', endpoints).execute();
  }
  rollups.forget();
  const log = await db.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
  const folds = rollups.parts.map((part) => ({ mark: log[part.mark], fold: part.fold() }));
  for await (const requests of requestPages(db, { from: day, to: day + DAY })) {
    for (const { mark, fold } of folds) {
      const counted = CountedRequests.of(requests.filter(({ id }) => id <= mark));
      await addRequests(db, fold, counted);
    }
  }
  for (const { fold } of folds) await fold.store(db);
}

/** Everything that rollups are counted under. */
export async function endpointsWithSum(db: Kysely<Tables>): Promise<readonly number[]> {
  const rows = await db.selectFrom('endpoints').select('id').execute();
  return [ALL_ENDPOINTS, ...rows.map((row) => row.id)];
}
