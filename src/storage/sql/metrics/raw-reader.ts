import { type RawBuilder, sql } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { isErrorStatus } from '../../../rollup/duration-summary.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import { type RequestsIn, requestsIn, sliceStart } from '../request-slices.ts';
import type { UnfoldedRequest } from '../unfolded-requests.ts';
import { answeredColumns, type FigureSource, totalNames, totalRows } from './figure-rows.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { ColumnFilter, Figure, KeyColumn, Question } from './question.ts';
import { inList } from './rollup-reader.ts';

/** Requests read one by one for percentiles of one range: beyond it, the newest stand for all. */
const MOST_REQUESTS = 1_000_000;
/** As one answer of the database, and remembered: of so many the few numbers that are read are a megabyte or two. */
const READ_AT_ONCE = 50_000;

type RequestColumn = KeyColumn | 'time' | 'duration_micros';

interface Slice {
  readonly from: EpochMillis;
  readonly count: number;
  /** The columns that are asked for. */
  readonly columns: Readonly<Partial<Record<RequestColumn, readonly number[]>>>;
}

/** What no bucket covers. Asked again, as for the busiest of many labels, it does not read single requests again. */
export class RawReader {
  readonly #source: FigureSource;
  readonly #question: Question;
  /** By the end of their range. */
  readonly #remembered = new Map<EpochMillis, Slice>();

  /** What else is asked has fewer figures or more filters. */
  constructor(source: FigureSource, question: Question) {
    this.#source = source;
    this.#question = question;
  }

  /** Calls `take` for each row, as single requests may be many. */
  async read(question: Question, range: TimeRange, take: (row: MeasuredRow) => void): Promise<void> {
    if (!this.#question.needsSketch) return readTotals(this.#source, question, { range, take });
    const filters = question.filters.filter((filter) => !this.#question.filters.includes(filter));
    let seen = 0;
    for (let { to } = range; to > range.from && seen < MOST_REQUESTS; ) {
      const slice = this.#remembered.get(to) ?? (await this.#slice({ from: range.from, to }));
      const [column, ...others] = question.columns;
      const isCount = !question.isTimed && question.figures.length + filters.length + others.length === 0;
      if (isCount && column !== undefined) takeCounts(slice, column, take);
      else takeRequests(slice, { question, filters, take });
      seen += slice.count;
      to = slice.from;
    }
  }

  /** The newest of the range. */
  async #slice({ from, to }: TimeRange): Promise<Slice> {
    const { db } = this.#source;
    const { filters, columns, isTimed, figures } = this.#question;
    const start = await sliceStart(requestsIn(db, { from, to }, filters), READ_AT_ONCE);
    const names = new Set<RequestColumn>([...columns, 'duration_micros']);
    if (isTimed) names.add('time');
    if (figures.includes('errors')) names.add('status_code');
    const query = narrowed(requestsIn(db, { from: start ?? from, to }, filters), filters).select([...names]);
    const answered = await answeredColumns(this.#source, query, [...names]);
    const slice = { from: start ?? from, count: answered.duration_micros.length, columns: answered };
    if (start === null) this.#remembered.set(to, slice);
    return slice;
  }
}

/** Of the many values of one column. */
function takeCounts({ columns }: Slice, column: KeyColumn, take: (row: MeasuredRow) => void): void {
  const counts = new Map<number, number>();
  for (const value of columns[column] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, requests] of counts) take({ [column]: value, requests });
}

interface RequestsTaken {
  readonly question: Question;
  /** That are yet to be passed. */
  readonly filters: readonly ColumnFilter[];
  readonly take: (row: MeasuredRow) => void;
}

function takeRequests({ count, columns }: Slice, { question, filters, take }: RequestsTaken): void {
  const sets = filters.map(({ column, ids }) => ({ values: columns[column], ids: new Set(ids) }));
  for (let at = 0; at < count; at += 1) {
    if (!sets.every(({ values, ids }) => ids.has(values?.[at] ?? 0))) continue;
    const request = {
      endpoint_id: columns.endpoint_id?.[at] ?? 0,
      version_id: columns.version_id?.[at] ?? 0,
      group_id: columns.group_id?.[at] ?? 0,
      ip_id: columns.ip_id?.[at] ?? 0,
      instance_id: columns.instance_id?.[at] ?? 0,
      status_code: columns.status_code?.[at] ?? 0,
      time: columns.time?.[at] ?? 0,
      duration_micros: columns.duration_micros?.[at] ?? 0,
    };
    take(measured(request, question));
  }
}

function narrowed(query: RequestsIn, filters: readonly ColumnFilter[]): RequestsIn {
  return filters.reduce((all, { column, ids }) => all.where(sql.ref(column), 'in', inList(ids)), query);
}

/** A single request. Its time is that of its minute, of which thousands share one. */
export function measured(
  request: Omit<UnfoldedRequest, 'id'>,
  { needsSketch }: Pick<Question, 'needsSketch'>,
): MeasuredRow {
  const { duration_micros: micros, time } = request;
  const row: MeasuredRow = {
    endpoint_id: request.endpoint_id,
    version_id: request.version_id,
    group_id: request.group_id,
    ip_id: request.ip_id,
    instance_id: request.instance_id,
    status_code: request.status_code,
    time: time - (time % RESOLUTION_MILLIS.minute),
    requests: 1,
    errors: isErrorStatus(request.status_code) ? 1 : 0,
    sum_micros: micros,
    min_micros: micros,
    max_micros: micros,
  };
  if (needsSketch) row.sketch = null;
  return row;
}

const TOTALS: Readonly<Record<'requests' | Figure, RawBuilder<number>>> = {
  requests: sql<number>`count(*)`,
  errors: sql<number>`coalesce(sum(case when status_code >= 400 and status_code < 600 then 1 else 0 end), 0)`,
  sum_micros: sql<number>`coalesce(sum(duration_micros), 0)`,
  min_micros: sql<number>`coalesce(min(duration_micros), 0)`,
  max_micros: sql<number>`coalesce(max(duration_micros), 0)`,
};

interface TotalsReading {
  readonly range: TimeRange;
  readonly take: (row: MeasuredRow) => void;
}

async function readTotals(source: FigureSource, question: Question, { range, take }: TotalsReading): Promise<void> {
  const { columns, isTimed, filters } = question;
  const keys = columns.map((column) => sql.ref<number>(column).as(column));
  const minute = sql.lit(RESOLUTION_MILLIS.minute);
  const bucket = sql<number>`${sql.ref('time')} - ${sql.ref('time')} % ${minute}`.as('bucket');
  const names = totalNames(question);
  const query = narrowed(requestsIn(source.db, range, filters), filters)
    .select(isTimed ? [...keys, bucket] : keys)
    .select(names.map((name) => TOTALS[name].as(name)));
  const by = isTimed ? [...columns, 'bucket'] : columns;
  const grouped = by.length === 0 ? query : query.groupBy(by.map((column) => sql.ref(column)));
  for (const row of await totalRows<MeasuredRow & { bucket?: number }>(source, grouped, [...by, ...names]))
    take(row.bucket === undefined ? row : { ...row, time: row.bucket });
}
