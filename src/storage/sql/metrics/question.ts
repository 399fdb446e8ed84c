import type { Kysely } from 'kysely';
import { type Dimension, METRICS, type Metric, type MetricsQuery } from '../../../model/metrics-query.ts';
import { OTHER_FACET, OTHER_TEXT } from '../../../rollup/label-cap.ts';
import { storedText, TEXT_LENGTHS } from '../stored-text.ts';
import { type LabelTableName, NO_LABEL, type Tables } from '../tables.ts';
import { isFiltered } from './exact-rollups.ts';
import { commonSpan, isTimeDimension } from './local-buckets.ts';

export type KeyColumn = 'endpoint_id' | 'version_id' | 'group_id' | 'ip_id' | 'instance_id' | 'status_code';
export type LabelDimension = 'version' | 'group' | 'ip';

const KEY_COLUMNS: Readonly<Partial<Record<Dimension, KeyColumn>>> = {
  endpoint: 'endpoint_id',
  version: 'version_id',
  group: 'group_id',
  ip: 'ip_id',
  instance: 'instance_id',
  statusCode: 'status_code',
};

export const LABEL_TABLES: Readonly<Record<LabelDimension, LabelTableName>> = {
  version: 'versions',
  group: 'groups',
  ip: 'ips',
};

/** Bind parameters are limited; nobody picks this many values by hand. */
const MOST_FILTER_VALUES = 1000;

/** A metrics query in the columns of the tables. */
export interface Question {
  readonly columns: readonly KeyColumn[];
  readonly isTimed: boolean;
  /** Rows of this much local time may be added up in the database; null unless timed. */
  readonly span: number | null;
  /** Some metric is a percentile. */
  readonly needsSketch: boolean;
  /** Besides the number of requests. Each costs time, as rows are many. */
  readonly figures: readonly Figure[];
  readonly filters: readonly ColumnFilter[];
}

export type Figure = 'errors' | 'sum_micros' | 'min_micros' | 'max_micros';

export interface ColumnFilter {
  readonly column: KeyColumn;
  readonly ids: readonly number[];
}

export function columnOf(dimension: Dimension): KeyColumn | undefined {
  return KEY_COLUMNS[dimension];
}

/** Whether the answer tells the column's values apart or is about some of them only. */
export function asksBy({ columns, filters }: Pick<Question, 'columns' | 'filters'>, column: KeyColumn): boolean {
  return columns.includes(column) || filters.some((filter) => filter.column === column);
}

export async function questionOf(db: Kysely<Tables>, query: MetricsQuery): Promise<Question> {
  const columns = query.dimensions.flatMap((dimension) => columnOf(dimension) ?? []);
  const needsSketch = METRICS.some((metric) => /^p\d+$/.test(metric) && query.metrics.includes(metric));
  return {
    columns: [...new Set(columns)],
    isTimed: query.dimensions.some(isTimeDimension),
    span: commonSpan(query),
    needsSketch,
    figures: neededFigures(query.metrics, needsSketch),
    filters: await columnFilters(db, query.filters),
  };
}

const MADE_OF: Readonly<Partial<Record<Metric, Figure>>> = {
  errors: 'errors',
  errorRate: 'errors',
  sum: 'sum_micros',
  average: 'sum_micros',
  min: 'min_micros',
  max: 'max_micros',
};

/** Percentiles lie between the smallest and the largest. */
function neededFigures(metrics: readonly Metric[], needsSketch: boolean): readonly Figure[] {
  const ends: readonly Figure[] = needsSketch ? ['min_micros', 'max_micros'] : [];
  return [...new Set([...ends, ...metrics.flatMap((metric) => MADE_OF[metric] ?? [])])];
}

/** A filter without values is none; one with only unknown values lets nothing through. */
export async function columnFilters(
  db: Kysely<Tables>,
  filters: MetricsQuery['filters'],
): Promise<readonly ColumnFilter[]> {
  const found: ColumnFilter[] = [];
  if (isFiltered(filters.endpoint)) found.push({ column: 'endpoint_id', ids: numbers(filters.endpoint) });
  if (isFiltered(filters.statusCode)) found.push({ column: 'status_code', ids: numbers(filters.statusCode) });
  if (isFiltered(filters.instance)) found.push({ column: 'instance_id', ids: numbers(filters.instance) });
  for (const dimension of ['version', 'group', 'ip'] as const) {
    if (!isFiltered(filters[dimension])) continue;
    found.push({ column: `${dimension}_id`, ids: await labelIds(db, dimension, filters[dimension] ?? []) });
  }
  return found;
}

function numbers(values: readonly (string | number)[] = []): readonly number[] {
  return values.slice(0, MOST_FILTER_VALUES).map(Number).filter(isId);
}

/** Others are in no table; servers refuse to compare them. */
function isId(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

/** The empty text asks for those without a label. */
async function labelIds(
  db: Kysely<Tables>,
  dimension: LabelDimension,
  values: readonly (string | number)[],
): Promise<readonly number[]> {
  const texts = values.slice(0, MOST_FILTER_VALUES).map((value) => storedText(String(value), TEXT_LENGTHS[dimension]));
  const rows = await db.selectFrom(LABEL_TABLES[dimension]).select('id').where('value', 'in', texts).execute();
  const ids = rows.map((row) => row.id);
  if (texts.includes('')) ids.push(NO_LABEL);
  if (texts.includes(OTHER_TEXT)) ids.push(OTHER_FACET);
  return ids;
}
