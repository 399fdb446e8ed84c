import { type AliasedRawBuilder, type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import { DurationSummary, type PlainSummary } from '../../../rollup/duration-summary.ts';
import type { SqlEngine } from '../sql-engine.ts';
import type { Tables } from '../tables.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { Figure, Question } from './question.ts';
import type { RollupMemory } from './rollup-memory.ts';

/** Where figures are read. */
export interface FigureSource {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly memory: RollupMemory;
}

export const FIGURES = ['requests', 'errors', 'sum_micros', 'min_micros', 'max_micros', 'sketch'] as const;

const TOTALS: Readonly<Record<'requests' | Figure, RawBuilder<number>>> = {
  requests: sql<number>`coalesce(sum(requests), 0)`,
  errors: sql<number>`coalesce(sum(errors), 0)`,
  sum_micros: sql<number>`coalesce(sum(sum_micros), 0)`,
  min_micros: sql<number>`coalesce(min(min_micros), 0)`,
  max_micros: sql<number>`coalesce(max(max_micros), 0)`,
};

export function totalNames({ figures }: Pick<Question, 'figures'>): readonly ('requests' | Figure)[] {
  return ['requests', ...figures];
}

/** What rows are added up to. */
export function totals(question: Pick<Question, 'figures'>): readonly AliasedRawBuilder<number, 'requests' | Figure>[] {
  return totalNames(question).map((name) => TOTALS[name].as(name));
}

/** Rows of a query that added them up without sketches; `columns` are all that it answers. Sums of nothing are a row, too. */
export async function totalRows<Row extends MeasuredRow>(
  source: FigureSource,
  query: Expression<unknown>,
  columns: readonly string[],
): Promise<readonly Row[]> {
  return (await answeredRows<Row>(source, query, columns)).filter((row) => row.requests > 0);
}

/** Rows of numbers; `columns` are all that the query answers. */
async function answeredRows<Row>(
  { db, engine }: FigureSource,
  query: Expression<unknown>,
  columns: readonly string[],
): Promise<readonly Row[]> {
  if (!engine.answersInJson) return (await sql<Row>`select * from ${query} as answer`.execute(db)).rows;
  const values = sql.join(columns.map((column) => sql.ref(column)));
  const { rows } = await sql<{ json: string }>`
    select json_group_array(json_array(${values})) as json from ${query} as answer`.execute(db);
  const answered: readonly (readonly number[])[] = JSON.parse(rows[0]?.json ?? '[]');
  return answered.map((each) => named<Row>(columns, each));
}

/** Each column's values, where rows would be many. */
export async function answeredColumns<Column extends string>(
  { db, engine }: FigureSource,
  query: Expression<unknown>,
  columns: readonly Column[],
): Promise<Readonly<Record<Column, readonly number[]>>> {
  if (engine.answersInJson) {
    const lists = columns.map((column) => sql`json_group_array(${sql.ref(column)})`.as(column));
    const { rows } = await sql<Record<Column, string>>`select ${sql.join(lists)} from ${query} as answer`.execute(db);
    return recordOf(columns, (column) => JSON.parse(rows[0]?.[column] ?? '[]'));
  }
  const { rows } = await sql<Record<Column, number>>`select * from ${query} as answer`.execute(db);
  return recordOf(columns, (column) => rows.map((row) => row[column]));
}

function recordOf<Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;
}

function named<Row>(columns: readonly string[], values: readonly number[]): Row {
  const row: Record<string, number | undefined> = {};
  for (let at = 0; at < columns.length; at += 1) row[columns[at] ?? ''] = values[at];
  return row as Row;
}

/** What `SqlEngine.joinedSketches` answers besides the figures. */
interface JoinedColumns {
  /** Null without any. */
  sketches: Uint8Array | null;
  lengths: string | null;
  plain: string | null;
}

/** Puts what a row says of the distribution where it is read. */
export function joinedRow<Row extends MeasuredRow>(row: Row & JoinedColumns): Row {
  const { sketches, lengths, plain } = row;
  row.joined = {
    sketches: { bytes: sketches ?? new Uint8Array(), lengths: lengths === null ? [] : lengths.split(',').map(Number) },
    plain: plain === null ? [] : plain.split(',').map(plainSummary),
  };
  return row;
}

function plainSummary(text: string): PlainSummary {
  const [requests = 0, min = 0, max = 0] = text.split(' ').map(Number);
  return { requests, min, max };
}

/** The same with one sketch instead of many. */
export function mergedRow(row: MeasuredRow & Partial<JoinedColumns>): MeasuredRow {
  const { joined, sketches, lengths, plain, ...figures } = row;
  if (joined === undefined) return figures;
  const { requests, errors = 0, sum_micros: sum = 0, min_micros: min = 0, max_micros: max = 0 } = figures;
  const summary = new DurationSummary();
  summary.mergeJoined({ requests, errors, sum, min, max, ...joined });
  return { ...figures, sketch: summary.encodeSketch() };
}
