import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { RollupTableParts } from './rollup-table-writer.ts';
import { FIGURES, type StoredFigures } from './rollup-values.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/** A question is built for few sizes, with the last value repeated to fill. */
const ASKED_AT_ONCE = [1, 8, 64] as const;
const MOST_ASKED = 64;

export interface AskedRow extends StoredFigures {
  readonly facet: number;
}

/** Reads what is stored of given rollups, in one bucket and version. */
export class RollupQuestion {
  readonly #statements: readonly string[];
  readonly #answersInJson: boolean;

  constructor(db: Kysely<Tables>, { answersInJson }: SqlEngine, parts: RollupTableParts) {
    this.#answersInJson = answersInJson;
    this.#statements = ASKED_AT_ONCE.map((count) => statement(db, parts, { count, answersInJson }));
  }

  /** `fixed` are bucket, version and, of a table that lists facets, endpoint. */
  async ask(db: Kysely<Tables>, fixed: readonly number[], listed: readonly number[]): Promise<readonly AskedRow[]> {
    const found: AskedRow[] = [];
    for (let at = 0; at < listed.length; at += MOST_ASKED) {
      const asked = listed.slice(at, at + MOST_ASKED);
      const size = ASKED_AT_ONCE.findIndex((count) => count >= asked.length);
      const last = asked.at(-1) ?? 0;
      while (asked.length < (ASKED_AT_ONCE[size] ?? 0)) asked.push(last);
      const query = CompiledQuery.raw(this.#statements[size] ?? '', [...fixed, ...asked]);
      const { rows } = await db.executeQuery(query);
      if (!this.#answersInJson) found.push(...(rows as AskedRow[]));
      else for (const values of parsed(rows)) found.push(rowOf(values));
    }
    return found;
  }
}

type JsonRow = readonly [...figures: number[], sketch: string];

function parsed(rows: readonly unknown[]): readonly JsonRow[] {
  const [row] = rows as { json: string }[];
  return row === undefined ? [] : (JSON.parse(row.json) as JsonRow[]);
}

/** In the order of `columns`. */
function rowOf(values: JsonRow): AskedRow {
  const [endpoint_id, bucket, facet, requests, errors, sum_micros, min_micros, max_micros, first_offset, last_offset] =
    values as unknown as [number, number, number, number, number, number, number, number, number, number];
  const hex = String(values.at(-1));
  const sketch = hex === '' ? null : Buffer.from(hex, 'hex');
  const figures = { requests, errors, sum_micros, min_micros, max_micros, first_offset, last_offset, sketch };
  return { endpoint_id, bucket, facet, ...figures };
}

function statement(
  db: Kysely<Tables>,
  { table, facet, asksBy }: RollupTableParts,
  { count, answersInJson }: { readonly count: number; readonly answersInJson: boolean },
): string {
  const list = new Array<number>(count).fill(0);
  const inBucket = db.selectFrom(table).where('bucket', '=', 0).where('version_id', '=', 0);
  const listed =
    asksBy === 'endpoint'
      ? inBucket.where('endpoint_id', 'in', list)
      : inBucket.where('endpoint_id', '=', 0).where(db.dynamic.ref(facet), 'in', list);
  if (!answersInJson) {
    return listed.select(['endpoint_id', 'bucket', sql.ref<number>(facet).as('facet'), ...FIGURES]).compile().sql;
  }
  const columns = ['endpoint_id', 'bucket', facet, ...FIGURES].map((column) =>
    column === 'sketch' ? sql`hex(${sql.ref(column)})` : sql.ref(column),
  );
  return listed.select(sql<string>`json_group_array(json_array(${sql.join(columns)}))`.as('json')).compile().sql;
}
