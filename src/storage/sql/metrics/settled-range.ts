import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import { ALL_ENDPOINTS } from '../../../rollup/rollup-sums.ts';
import type { Tables } from '../tables.ts';

const DAY = RESOLUTION_MILLIS.day;

/**
 * The range in whole milliseconds, as requests are stored. One that ends after the newest request, as *until
 * now* does, ends with that day instead: the same requests, without the fine buckets at its edge. One that
 * begins before the oldest, as *ever* does, begins with the day of that.
 */
export async function settledRange(db: Kysely<Tables>, range: TimeRange): Promise<TimeRange> {
  const from = Math.max(0, Math.ceil(range.from));
  const to = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(range.to));
  const newest = await requestTime(db, 'desc');
  const oldest = Math.min((await requestTime(db, 'asc')) ?? from, (await oldestDay(db)) ?? Number.POSITIVE_INFINITY);
  const settledFrom = Math.max(from, oldest - (oldest % DAY));
  if (newest === null || to <= newest) return { from: settledFrom, to };
  return { from: settledFrom, to: Math.max(from, Math.ceil((newest + 1) / DAY) * DAY) };
}

async function requestTime(db: Kysely<Tables>, order: 'asc' | 'desc'): Promise<EpochMillis | null> {
  const query = db.selectFrom('requests').select('time').orderBy('time', order).limit(1);
  return (await query.executeTakeFirst())?.time ?? null;
}

/** Days outlive the requests that they count. */
async function oldestDay(db: Kysely<Tables>): Promise<EpochMillis | null> {
  const query = db.selectFrom('rollups_day').select('bucket').where('endpoint_id', '=', ALL_ENDPOINTS);
  return (await query.orderBy('bucket').limit(1).executeTakeFirst())?.bucket ?? null;
}
