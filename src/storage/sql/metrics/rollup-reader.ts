import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_STATUSES, sumsStatuses } from '../../../rollup/rollup-sums.ts';
import type { RollupTableName, Tables } from '../tables.ts';
import type { Facet } from './exact-rollups.ts';
import { FIGURES, type FigureSource, joinedRow, mergedRow, totalNames, totalRows, totals } from './figure-rows.ts';
import type { MeasuredRow } from './measured-row.ts';
import { asksBy, type KeyColumn, type Question } from './question.ts';

/** Whole buckets of one width. */
export interface RollupSegment extends TimeRange {
  readonly source: Resolution;
  readonly facet: Facet;
  /** Of the asked zone, the same in the whole segment. */
  readonly offset: number;
}

/** Groups, IPs and instances have rollups of days only. */
function tableOf({ facet, source }: RollupSegment): RollupTableName {
  return facet === 'statusCode' ? `rollups_${source}` : `rollups_${facet}`;
}

const LABEL_COLUMNS: ReadonlySet<KeyColumn> = new Set(['group_id', 'ip_id', 'instance_id']);

type RollupQuery = SelectQueryBuilder<Tables, RollupTableName, Record<never, never>>;

/** Whole buckets, added up in the database. */
export function readRollups(
  source: FigureSource,
  question: Question,
  { from, to, ...segment }: RollupSegment,
): Promise<readonly MeasuredRow[]> {
  return source.memory.rows(source.db, {
    name: JSON.stringify([question, segment]),
    range: { from, to },
    isCostly: segment.facet === 'statusCode' && readsEachEndpoint(question),
    read: (range) => readSegment(source, question, { ...segment, ...range }),
    keep: (rows) => rows.map(mergedRow),
  });
}

/** Sketches, which only we can merge, come one after the other. */
async function readSegment(
  source: FigureSource,
  question: Question,
  segment: RollupSegment,
): Promise<readonly MeasuredRow[]> {
  const { db, engine } = source;
  const table = tableOf(segment);
  const stored = (column: KeyColumn): string => (LABEL_COLUMNS.has(column) ? 'label_id' : column);
  let query: RollupQuery = db.selectFrom(table).where('bucket', '>=', segment.from).where('bucket', '<', segment.to);
  for (const { column, ids } of question.filters) query = query.where(sql.ref(stored(column)), 'in', inList(ids));
  query = withoutSums(db, query, question, segment);
  const keys = question.columns.map((column) => sql.ref<number>(stored(column)).as(column));
  if (question.needsSketch && engine.joinedSketches === null) {
    const withTime = question.isTimed ? [...keys, sql.ref<number>('bucket').as('time')] : keys;
    return (await query.select(withTime).select(FIGURES).execute()) as MeasuredRow[];
  }
  const by = question.columns.map((column) => sql.ref(stored(column)));
  const summed = query.select(keys).select(totals(question));
  const grouped = question.span === null ? groupBy(summed, by) : groupByTime(summed, by, segment, question.span);
  if (question.needsSketch) {
    const rows = await grouped.select(engine.joinedSketches ?? []).execute();
    return (rows as unknown as Parameters<typeof joinedRow>[0][]).filter(({ requests }) => requests > 0).map(joinedRow);
  }
  const time = question.span === null ? [] : ['time'];
  return totalRows(source, grouped, [...question.columns, ...time, ...totalNames(question)]);
}

function readsEachEndpoint(question: Question): boolean {
  return !isEverywhere(question) && !question.filters.some(({ column }) => column === 'endpoint_id');
}

function isEverywhere(question: Question): boolean {
  return !asksBy(question, 'endpoint_id') && !asksBy(question, 'version_id');
}

function groupBy<Row>(
  query: SelectQueryBuilder<Tables, RollupTableName, Row>,
  by: readonly RawBuilder<unknown>[],
): SelectQueryBuilder<Tables, RollupTableName, Row> {
  return by.length === 0 ? query : query.groupBy(by);
}

/** Any time in the bucket stands for it; `offset` is the same in the whole segment. */
function groupByTime<Row>(
  query: SelectQueryBuilder<Tables, RollupTableName, Row>,
  by: readonly RawBuilder<unknown>[],
  { offset }: RollupSegment,
  span: number,
): SelectQueryBuilder<Tables, RollupTableName, Row> {
  const local = sql`${sql.ref('bucket')} + ${sql.lit(offset)}`;
  const start = sql`(${local}) - (${local}) % ${sql.lit(span)}`.as('local_start');
  const time = sql<number>`min(${sql.ref('bucket')})`.as('time');
  return query.select([start, time]).groupBy([...by, sql.ref('local_start')]) as unknown as typeof query;
}

/** No ids let nothing through: an empty list is no SQL. */
export function inList(ids: readonly number[]): readonly number[] {
  return ids.length === 0 ? [-1] : ids;
}

/** Of rows that sum up others, the ones that answer the question, or none. */
function withoutSums(
  db: Kysely<Tables>,
  query: RollupQuery,
  question: Question,
  { facet, source }: RollupSegment,
): RollupQuery {
  let narrowed = query;
  if (facet === 'statusCode') {
    const hasSum = !asksBy(question, 'status_code') && (sumsStatuses(source) || isEverywhere(question));
    narrowed = query.where(sql.ref('status_code'), hasSum ? '=' : '<>', ALL_STATUSES);
  }
  if (isEverywhere(question)) return narrowed.where('endpoint_id', '=', ALL_ENDPOINTS);
  if (!readsEachEndpoint(question)) return narrowed;
  // Rows lie by endpoint: one seek for each beats reading the whole table.
  return narrowed.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'));
}
