import { CompiledQuery, type Kysely } from 'kysely';
import type { TimeRange } from '../../model/time-range.ts';
import { DurationSummary } from '../../rollup/duration-summary.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS, ALL_VERSIONS } from '../../rollup/rollup-sums.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTable, RollupTableName, Tables } from './tables.ts';

const FIGURES = [
  'requests',
  'errors',
  'sum_micros',
  'min_micros',
  'max_micros',
  'first_offset',
  'last_offset',
  'sketch',
] as const;

type FacetColumn = 'status_code' | 'label_id';
type StoredRow = RollupTable & { readonly [Facet in FacetColumn]?: number };

/** Questions are built for few sizes, with the last value repeated to fill. */
const ASKED_AT_ONCE = [1, 8, 64] as const;
const MOST_ASKED = 64;

export interface RollupMove {
  readonly from: number;
  readonly into: number;
  /** Null for all. */
  readonly most: number | null;
}

export interface RollupTableParts {
  readonly table: RollupTableName;
  readonly facet: FacetColumn;
  /** What a question lists many of: a table asks for all facets of many endpoints, or for many facets of one. */
  readonly asksBy: 'endpoint' | 'facet';
}

/** Adds rollups to those that are stored: reads, merges and replaces, as only we can merge sketches. */
export class RollupTableWriter {
  readonly #parts: RollupTableParts;
  readonly #insert: BulkInsert<RollupTableName>;
  readonly #questions: readonly string[];

  constructor(db: Kysely<Tables>, engine: SqlEngine, parts: RollupTableParts) {
    const { table, facet } = parts;
    const key = ['endpoint_id', 'bucket', 'version_id', facet] as never;
    this.#parts = parts;
    this.#insert = new BulkInsert<RollupTableName>(db, engine, {
      table,
      columns: [...(key as []), ...FIGURES],
      finish: (insert) => engine.duplicates.replace(insert, { key, columns: FIGURES }),
    });
    this.#questions = ASKED_AT_ONCE.map((count) => questionSql(db, parts, count));
  }

  get table(): RollupTableName {
    return this.#parts.table;
  }

  async add(db: Kysely<Tables>, rollups: readonly Rollup[]): Promise<void> {
    for (const group of this.#groups(rollups)) await this.#mergeStored(db, group);
    const values: unknown[] = [];
    for (const rollup of [...rollups].sort(byKey)) pushValues(values, rollup);
    await this.#insert.run(db, values);
  }

  /** Adds rows of one endpoint to another's. */
  async move(db: Kysely<Tables>, { from, into, most }: RollupMove): Promise<number> {
    const { table, facet } = this.#parts;
    const all = db.selectFrom(table).selectAll().where('endpoint_id', '=', from).orderBy('bucket');
    const rows: readonly StoredRow[] = await (most === null ? all : all.limit(most)).execute();
    await this.add(
      db,
      rows.map((row) => rollupOf(row, into, row[facet] ?? 0)),
    );
    for (const { bucket, version_id, ...row } of rows) {
      const remove = db.deleteFrom(table).where('endpoint_id', '=', from).where('bucket', '=', bucket);
      await remove
        .where('version_id', '=', version_id)
        .where(db.dynamic.ref(facet), '=', row[facet] ?? 0)
        .execute();
    }
    return rows.length;
  }

  async removeSums(db: Kysely<Tables>, { from, to }: TimeRange): Promise<void> {
    const remove = db.deleteFrom(this.#parts.table).where('endpoint_id', '=', ALL_ENDPOINTS);
    await remove.where('bucket', '>=', from).where('bucket', '<', to).execute();
  }

  /** What the sums over all endpoints are made of, as parts of them. */
  async summed(db: Kysely<Tables>, { from, to }: TimeRange): Promise<readonly Rollup[]> {
    const { table, facet } = this.#parts;
    const query = db.selectFrom(table).selectAll().where('bucket', '>=', from).where('bucket', '<', to);
    const rows: readonly StoredRow[] = await query
      .where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'))
      .execute();
    return rows.map((row) => ({ ...rollupOf(row, ALL_ENDPOINTS, row[facet] ?? 0), versionId: ALL_VERSIONS }));
  }

  #groups(rollups: readonly Rollup[]): Iterable<RollupGroup> {
    const groups = new Map<string, RollupGroup>();
    const byFacet = this.#parts.asksBy === 'facet';
    for (const rollup of rollups) {
      const { bucket, versionId, endpointId, facet } = rollup;
      const name = byFacet ? `${bucket} ${versionId} ${endpointId}` : `${bucket} ${versionId}`;
      let group = groups.get(name);
      if (group === undefined) {
        const fixed = byFacet ? [bucket, versionId, endpointId] : [bucket, versionId];
        group = { fixed, listed: new Set(), rollups: new Map() };
        groups.set(name, group);
      }
      group.listed.add(byFacet ? facet : endpointId);
      group.rollups.set(rollupName(endpointId, facet), rollup);
    }
    return groups.values();
  }

  async #mergeStored(db: Kysely<Tables>, group: RollupGroup): Promise<void> {
    const listed = [...group.listed];
    for (let at = 0; at < listed.length; at += MOST_ASKED) {
      const asked = listed.slice(at, at + MOST_ASKED);
      const size = ASKED_AT_ONCE.findIndex((count) => count >= asked.length);
      const last = asked.at(-1) ?? 0;
      while (asked.length < (ASKED_AT_ONCE[size] ?? 0)) asked.push(last);
      const parameters = [...group.fixed, ...asked];
      const { rows } = await db.executeQuery<StoredRow>(CompiledQuery.raw(this.#questions[size] ?? '', parameters));
      for (const row of rows) {
        const rollup = group.rollups.get(rollupName(row.endpoint_id, row[this.#parts.facet] ?? 0));
        if (rollup !== undefined) mergeRow(rollup, row);
      }
    }
  }
}

/** Rollups that one question asks for. */
interface RollupGroup {
  /** The question's first parameters. */
  readonly fixed: readonly number[];
  /** Endpoints or facets that it lists. */
  readonly listed: Set<number>;
  readonly rollups: Map<string, Rollup>;
}

function questionSql(db: Kysely<Tables>, { table, facet, asksBy }: RollupTableParts, count: number): string {
  const list = new Array<number>(count).fill(0);
  const query = db.selectFrom(table).selectAll().where('bucket', '=', 0).where('version_id', '=', 0);
  if (asksBy === 'endpoint') return query.where('endpoint_id', 'in', list).compile().sql;
  return query.where('endpoint_id', '=', 0).where(db.dynamic.ref(facet), 'in', list).compile().sql;
}

function rollupName(endpointId: number, facet: number): string {
  return `${endpointId} ${facet}`;
}

function rollupOf(row: RollupTable, endpointId: number, facet: number): Rollup {
  const { bucket, version_id: versionId } = row;
  const time = bucket + row.first_offset;
  const summary = new DurationSummary();
  const rollup = { endpointId, versionId, facet, bucket, summary, firstTime: time, lastTime: time };
  mergeRow(rollup, row);
  return rollup;
}

function mergeRow(rollup: Rollup, row: RollupTable): void {
  rollup.summary.mergeStored({
    requests: row.requests,
    errors: row.errors,
    sum: row.sum_micros,
    min: row.min_micros,
    max: row.max_micros,
    sketch: row.sketch,
  });
  rollup.firstTime = Math.min(rollup.firstTime, row.bucket + row.first_offset);
  rollup.lastTime = Math.max(rollup.lastTime, row.bucket + row.last_offset);
}

/** As rows lie in the table: neighbours share a page. */
function byKey(a: Rollup, b: Rollup): number {
  return a.endpointId - b.endpointId || a.bucket - b.bucket || a.versionId - b.versionId || a.facet - b.facet;
}

/** Key first, then in the order of `FIGURES`. */
function pushValues(values: unknown[], rollup: Rollup): void {
  const { bucket, summary } = rollup;
  values.push(rollup.endpointId, bucket, rollup.versionId, rollup.facet);
  values.push(summary.requests, summary.errors, summary.sum, summary.min, summary.max);
  values.push(rollup.firstTime - bucket, rollup.lastTime - bucket, sketchBuffer(summary.encodeSketch()));
}

/** mysql2 takes no other bytes. */
function sketchBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
