import { type RawBuilder, sql } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_STATUSES } from '../../../rollup/rollup-sums.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { FIGURES, type FigureSource, joinedRow, mergedRow, totalNames, totalRows, totals } from './figure-rows.ts';
import type { MeasuredRow } from './measured-row.ts';
import { asksBy, type Question } from './question.ts';
import { inList } from './rollup-reader.ts';

const HOUR = RESOLUTION_MILLIS.hour;
/** In one question, as databases take only so many parameters. */
const STRIPS_AT_ONCE = 200;

interface StripRow extends MeasuredRow {
  /** Index of its strip. */
  readonly strip: number;
}

export interface StripReading<Strip extends TimeRange> {
  readonly strips: readonly Strip[];
  /** From when on whole hours may be read instead of their quarters. */
  readonly hoursFrom: EpochMillis;
  take(row: MeasuredRow, strip: Strip): void;
}

/** Many short ranges, of quarter hours, added up per range. */
export async function readStrips<Strip extends TimeRange>(
  source: FigureSource,
  question: Question,
  { strips, hoursFrom, take }: StripReading<Strip>,
): Promise<void> {
  const cuts = strips.map((strip) => cutIntoHours(strip, hoursFrom));
  for (const table of ['rollups_hour', 'rollups_quarter'] as const) {
    const parts = cuts.flatMap((cut, strip) => cut[table].map((range) => ({ ...range, strip })));
    for (const row of await rememberedRows(source, question, { table, parts })) {
      const strip = strips[row.strip];
      if (strip !== undefined && row.requests > 0) take(row, strip);
    }
  }
}

type Cut = Readonly<Record<'rollups_hour' | 'rollups_quarter', readonly TimeRange[]>>;

function cutIntoHours({ from, to }: TimeRange, hoursFrom: EpochMillis): Cut {
  const first = Math.ceil(Math.max(from, hoursFrom) / HOUR) * HOUR;
  const last = to - (to % HOUR);
  if (first >= last) return { rollups_hour: [], rollups_quarter: [{ from, to }] };
  const ends = [
    { from, to: first },
    { from: last, to },
  ];
  return { rollups_hour: [{ from: first, to: last }], rollups_quarter: ends.filter((end) => end.from < end.to) };
}

interface StripPart extends TimeRange {
  readonly strip: number;
}

interface StripParts {
  readonly table: 'rollups_hour' | 'rollups_quarter';
  readonly parts: readonly StripPart[];
}

/** Each part lies within a day. */
async function rememberedRows(
  source: FigureSource,
  question: Question,
  { table, parts }: StripParts,
): Promise<readonly StripRow[]> {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return [];
  return source.memory.rows<StripRow>(source.db, {
    name: JSON.stringify([question, table, parts]),
    range: { from: Math.min(...parts.map(({ from }) => from)), to: Math.max(...parts.map(({ to }) => to)) },
    isCostly: true,
    read: async ({ from, to }) => {
      const asked = parts.filter((part) => part.from >= from && part.from < to);
      const rows: StripRow[] = [];
      for (let at = 0; at < asked.length; at += STRIPS_AT_ONCE) {
        const some = { table, parts: asked.slice(at, at + STRIPS_AT_ONCE) };
        for (const row of await stripRows(source, question, some)) rows.push(row);
      }
      return rows;
    },
    keep: (rows) => rows.map((row) => ({ ...mergedRow(row), strip: row.strip })),
  });
}

async function stripRows(source: FigureSource, question: Question, strips: StripParts): Promise<readonly StripRow[]> {
  const { columns, needsSketch } = question;
  const query = stripQuery(source.engine, question, strips);
  if (!needsSketch) return totalRows(source, sql`(${query})`, [...columns, 'strip', ...totalNames(question)]);
  const { rows } = await sql<Parameters<typeof joinedRow>[0] & StripRow>`${query}`.execute(source.db);
  return source.engine.joinedSketches === null ? rows : rows.map(joinedRow);
}

/** Endpoint by endpoint, as they lie: range by range the same pages would be read again and again. */
function stripQuery(engine: SqlEngine, question: Question, { table, parts }: StripParts): RawBuilder<unknown> {
  const { columns, needsSketch, figures } = question;
  const strips = sql`
    (${endpointsOf(question)}) as one_endpoint
    cross join (${sql.join(parts.map(stripRange), sql` union all `)}) as strips`;
  const inStrip = sql`${sql.table(table)} where ${sql.join(stripConditions(question), sql` and `)}`;
  // One figure by endpoint needs no groups, for which rows would be sorted.
  if (!needsSketch && figures.length === 0 && columns.every((column) => column === 'endpoint_id'))
    return sql`
      select ${columns.length === 0 ? sql`` : sql`id as endpoint_id, `} strip,
        (select ${sql.join(totals(question).map(({ expression }) => expression))} from ${inStrip}) as requests
      from ${strips}`;
  const joined = needsSketch ? engine.joinedSketches : [];
  const keys = [...columns.map((column) => sql.ref(column)), sql.ref('strip')];
  const answered = joined === null ? FIGURES.map((figure) => sql.ref(figure)) : [...totals(question), ...joined];
  return sql`
    select ${sql.join([...keys, ...answered])}
    from ${strips} cross join ${inStrip}
    ${joined === null ? sql`` : sql`group by ${sql.join(keys)}`}`;
}

function endpointsOf(question: Question): RawBuilder<unknown> {
  const isEverywhere = !asksBy(question, 'endpoint_id') && !asksBy(question, 'version_id');
  return isEverywhere ? sql`select ${sql.lit(ALL_ENDPOINTS)} as id` : sql`select id from ${sql.table('endpoints')}`;
}

function stripRange({ from, to, strip }: StripPart): RawBuilder<unknown> {
  return sql`select ${sql.lit(strip)} as strip, ${sql.lit(from)} as strip_from, ${sql.lit(to)} as strip_to`;
}

function stripConditions(question: Question): readonly RawBuilder<unknown>[] {
  return [
    sql`bucket >= strip_from and bucket < strip_to and endpoint_id = one_endpoint.id`,
    sql`${sql.ref('status_code')} ${asksBy(question, 'status_code') ? sql`<>` : sql`=`} ${sql.lit(ALL_STATUSES)}`,
    ...question.filters.map(({ column, ids }) => sql`${sql.ref(column)} in (${sql.join(inList(ids))})`),
  ];
}
