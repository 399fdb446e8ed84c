import { type AliasedRawBuilder, type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_STATUSES } from '../../../rollup/rollup-sums.ts';
import type { RollupTableName, Tables } from '../tables.ts';
import type { Facet } from './exact-rollups.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { KeyColumn, Question } from './question.ts';

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

/** Whole buckets. Adds them up in the database unless their sketches are wanted, which only we can merge. */
export async function readRollups(
  db: Kysely<Tables>,
  question: Question,
  segment: RollupSegment,
): Promise<readonly MeasuredRow[]> {
  const table = tableOf(segment);
  const stored = (column: KeyColumn): string => (LABEL_COLUMNS.has(column) ? 'label_id' : column);
  let query: RollupQuery = db.selectFrom(table).where('bucket', '>=', segment.from).where('bucket', '<', segment.to);
  for (const { column, ids } of question.filters) query = query.where(sql.ref(stored(column)), 'in', inList(ids));
  query = withoutSums(db, query, question, segment);
  const keys = question.columns.map((column) => sql.ref<number>(stored(column)).as(column));
  if (question.needsSketch) {
    const withTime = question.isTimed ? [...keys, sql.ref<number>('bucket').as('time')] : keys;
    return (await query.select(withTime).select(FIGURES).execute()) as MeasuredRow[];
  }
  const by = question.columns.map((column) => sql.ref(stored(column)));
  const grouped = query.select(keys).select(TOTALS);
  const rows = await (question.span === null
    ? groupBy(grouped, by)
    : groupByTime(grouped, by, segment, question.span)
  ).execute();
  return (rows as MeasuredRow[]).filter((row) => row.requests > 0);
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

export const FIGURES = ['requests', 'errors', 'sum_micros', 'min_micros', 'max_micros', 'sketch'] as const;

export const TOTALS: readonly AliasedRawBuilder<number, Exclude<(typeof FIGURES)[number], 'sketch'>>[] = [
  sql<number>`coalesce(sum(requests), 0)`.as('requests'),
  sql<number>`coalesce(sum(errors), 0)`.as('errors'),
  sql<number>`coalesce(sum(sum_micros), 0)`.as('sum_micros'),
  sql<number>`coalesce(min(min_micros), 0)`.as('min_micros'),
  sql<number>`coalesce(max(max_micros), 0)`.as('max_micros'),
];

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
  const asks = (column: KeyColumn): boolean =>
    question.columns.includes(column) || question.filters.some((filter) => filter.column === column);
  const isEverywhere = !asks('endpoint_id') && !asks('version_id');
  let narrowed = query;
  if (facet === 'statusCode') {
    const hasSum = !asks('status_code') && (source !== 'minute' || isEverywhere);
    narrowed = query.where(sql.ref('status_code'), hasSum ? '=' : '<>', ALL_STATUSES);
  }
  if (isEverywhere) return narrowed.where('endpoint_id', '=', ALL_ENDPOINTS);
  if (question.filters.some(({ column }) => column === 'endpoint_id')) return narrowed;
  // Rows lie by endpoint: one seek for each beats reading the whole table.
  return narrowed.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'));
}
