import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import { isErrorStatus } from '../../../rollup/duration-summary.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import { requestPages } from '../request-pages.ts';
import type { CountedRequest } from '../rollup-writer.ts';
import type { Tables } from '../tables.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { Question } from './question.ts';
import { inList } from './rollup-reader.ts';

/** Requests read one by one for percentiles of one range: beyond it, the newest stand for all. */
const MOST_REQUESTS = 1_000_000;

type RawQuery = SelectQueryBuilder<Tables, 'requests', Record<never, never>>;

/** What no bucket covers. Calls `take` for each row, as single requests may be many. */
export async function readRaw(
  db: Kysely<Tables>,
  question: Question,
  range: TimeRange,
  take: (row: MeasuredRow) => void,
): Promise<void> {
  const narrow = (query: RawQuery): RawQuery =>
    question.filters.reduce((narrowed, { column, ids }) => narrowed.where(sql.ref(column), 'in', inList(ids)), query);
  if (!question.needsSketch) {
    const inTime = db.selectFrom('requests').where('time', '>=', range.from).where('time', '<', range.to);
    return readTotals(narrow(inTime), question, take);
  }
  let seen = 0;
  for await (const page of requestPages(db, range, narrow)) {
    for (const row of page) take(measured(row));
    seen += page.length;
    if (seen >= MOST_REQUESTS) return;
  }
}

/** A single request. Its time is that of its minute, of which thousands share one. */
export function measured(row: CountedRequest): MeasuredRow {
  const { duration_micros: micros, time } = row;
  return {
    endpoint_id: row.endpoint_id,
    version_id: row.version_id,
    group_id: row.group_id,
    ip_id: row.ip_id,
    instance_id: row.instance_id,
    status_code: row.status_code,
    time: time - (time % RESOLUTION_MILLIS.minute),
    requests: 1,
    errors: isErrorStatus(row.status_code) ? 1 : 0,
    sum_micros: micros,
    min_micros: micros,
    max_micros: micros,
    sketch: null,
  };
}

async function readTotals(query: RawQuery, question: Question, take: (row: MeasuredRow) => void): Promise<void> {
  const minute = sql.lit(RESOLUTION_MILLIS.minute);
  const keys = question.columns.map((column) => sql.ref<number>(column).as(column));
  const time = sql<number>`${sql.ref('time')} - ${sql.ref('time')} % ${minute}`.as('bucket');
  const grouped = query.select(question.isTimed ? [...keys, time] : keys).select(totals);
  const by = question.isTimed ? [...question.columns, 'bucket'] : question.columns;
  const rows = await (by.length === 0 ? grouped : grouped.groupBy(by.map((column) => sql.ref(column)))).execute();
  for (const row of rows as (MeasuredRow & { bucket?: number })[]) {
    if (row.requests > 0) take(row.bucket === undefined ? row : { ...row, time: row.bucket });
  }
}

const totals = [
  sql<number>`count(*)`.as('requests'),
  sql<number>`coalesce(sum(case when status_code >= 400 and status_code < 600 then 1 else 0 end), 0)`.as('errors'),
  sql<number>`coalesce(sum(duration_micros), 0)`.as('sum_micros'),
  sql<number>`coalesce(min(duration_micros), 0)`.as('min_micros'),
  sql<number>`coalesce(max(duration_micros), 0)`.as('max_micros'),
];
