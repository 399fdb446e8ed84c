import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ColumnFilter } from './metrics/question.ts';
import type { Tables } from './tables.ts';

export type RequestsIn = SelectQueryBuilder<Tables, 'requests', Record<never, never>>;

/** As far as an index tells. Of one endpoint there is one; of several, or none, the one by time is read. */
export function requestsIn(db: Kysely<Tables>, range: TimeRange, filters: readonly ColumnFilter[]): RequestsIn {
  return requestsInAny(db, [range], filters);
}

/** The endpoint with each range, or one long part of the index would be read for all. */
export function requestsInAny(
  db: Kysely<Tables>,
  ranges: readonly TimeRange[],
  filters: readonly ColumnFilter[],
): RequestsIn {
  const [id, ...others] = filters.find(({ column }) => column === 'endpoint_id')?.ids ?? [];
  return db.selectFrom('requests').where((eb) =>
    eb.or(
      ranges.map(({ from, to }) => {
        const inTime = eb('time', '>=', from).and('time', '<', to);
        return id === undefined || others.length > 0 ? inTime : inTime.and('endpoint_id', '=', id);
      }),
    ),
  );
}

/** The time from which on the range has just more than `most` requests; null when it has fewer. */
export async function sliceStart(requests: RequestsIn, most: number): Promise<EpochMillis | null> {
  const beyond = requests.select('time').orderBy('time', 'desc').limit(1).offset(most);
  return (await beyond.executeTakeFirst())?.time ?? null;
}
