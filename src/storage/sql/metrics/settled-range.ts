import type { Kysely } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import type { Tables } from '../tables.ts';

/**
 * The range in whole milliseconds, as requests are stored. One that ends after the newest request, as *until
 * now* does, ends with that day instead: the same requests, without the fine buckets at its edge.
 */
export async function settledRange(db: Kysely<Tables>, range: TimeRange): Promise<TimeRange> {
  const from = Math.max(0, Math.ceil(range.from));
  const to = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(range.to));
  const query = db.selectFrom('requests').select('time').orderBy('time', 'desc').limit(1);
  const newest = (await query.executeTakeFirst())?.time;
  if (newest === undefined || to <= newest) return { from, to };
  return { from, to: Math.max(from, Math.ceil((newest + 1) / RESOLUTION_MILLIS.day) * RESOLUTION_MILLIS.day) };
}
