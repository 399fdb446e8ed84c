import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { mergeRollups, type Rollup } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS, ALL_VERSIONS } from '../../rollup/rollup-sums.ts';
import { BulkInsert } from './bulk-insert.ts';
import { countChanges } from './changed-days.ts';
import type { Duplicates } from './duplicates.ts';
import { RollupQuestion } from './rollup-question.ts';
import { FIGURES, pushValues, rollupOf, type StoredRow } from './rollup-values.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTableName, Tables } from './tables.ts';

/** Rows that are inserted at once: what is in memory of a fold twice is little. */
const INSERTED_AT_ONCE = 1000;

export interface RollupMove {
  readonly from: number;
  readonly into: number;
  /** Null for all. */
  readonly most: number | null;
}

export interface RollupTableParts {
  readonly table: RollupTableName;
  readonly facet: 'status_code' | 'label_id';
  /** What a question lists many of: a table asks for all facets of many endpoints, or for many facets of one. */
  readonly asksBy: 'endpoint' | 'facet';
}

/** Adds rollups to those that are stored: reads, merges and replaces, as only we can merge sketches. */
export class RollupTableWriter {
  readonly #parts: RollupTableParts;
  readonly #insert: BulkInsert<RollupTableName>;
  readonly #question: RollupQuestion;
  readonly #duplicates: Duplicates;

  constructor(db: Kysely<Tables>, engine: SqlEngine, parts: RollupTableParts) {
    const { table, facet } = parts;
    const key = ['endpoint_id', 'bucket', 'version_id', facet] as never;
    this.#parts = parts;
    this.#duplicates = engine.duplicates;
    this.#insert = new BulkInsert<RollupTableName>(db, engine, {
      table,
      columns: [...(key as []), ...FIGURES],
      finish: (insert) => engine.duplicates.replace(insert, { key, columns: FIGURES }),
    });
    this.#question = new RollupQuestion(db, engine, parts);
  }

  get table(): RollupTableName {
    return this.#parts.table;
  }

  /** Each key once. Quickest in the order of keys, in which rows lie. */
  async add(db: Kysely<Tables>, rollups: readonly Rollup[]): Promise<void> {
    await countChanges(db, this.#duplicates, bucketsOf(rollups));
    for (let at = 0; at < rollups.length; at += INSERTED_AT_ONCE) {
      const some = rollups.slice(at, at + INSERTED_AT_ONCE);
      for (const group of this.#groups(some)) await this.#mergeStored(db, group, some);
      const values: unknown[] = [];
      for (const rollup of some) pushValues(values, rollup);
      await this.#insert.run(db, values);
    }
  }

  /** Adds rows of one endpoint to another's. */
  async move(db: Kysely<Tables>, { from, into, most }: RollupMove): Promise<number> {
    const { table, facet } = this.#parts;
    const all = db.selectFrom(table).selectAll().where('endpoint_id', '=', from).orderBy('bucket');
    const rows: readonly StoredRow[] = await (most === null ? all : all.limit(most)).execute();
    await this.add(
      db,
      rows.map((row) => rollupOf(row, { endpointId: into, versionId: row.version_id, facet: row[facet] ?? 0 })),
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
    const everywhere = { endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS };
    return rows.map((row) => rollupOf(row, { ...everywhere, facet: row[facet] ?? 0 }));
  }

  #groups(rollups: readonly Rollup[]): Iterable<RollupGroup> {
    const groups = new Map<string, RollupGroup>();
    const byFacet = this.#parts.asksBy === 'facet';
    let group: RollupGroup | undefined;
    for (let index = 0; index < rollups.length; index += 1) {
      const rollup = rollups[index];
      if (rollup === undefined) continue;
      const { bucket, versionId, endpointId, facet } = rollup;
      const fixed = byFacet ? [bucket, versionId, endpointId] : [bucket, versionId];
      if (group === undefined || fixed.some((value, at) => value !== group?.fixed[at])) {
        group = groupNamed(groups, fixed);
      }
      group.listed.add(byFacet ? facet : endpointId);
      group.indexes.set(this.#placeInGroup(endpointId, facet), index);
    }
    return groups.values();
  }

  /** A group by facet has one endpoint; others have status codes, of at most three digits and a sign. */
  #placeInGroup(endpointId: number, facet: number): number {
    return this.#parts.asksBy === 'facet' ? facet : endpointId * 2048 + facet + 1;
  }

  /** Puts the sums of what is stored and what is to be added in place of the latter. */
  async #mergeStored(db: Kysely<Tables>, group: RollupGroup, rollups: Rollup[]): Promise<void> {
    for (const row of await this.#question.ask(db, group.fixed, [...group.listed])) {
      const index = group.indexes.get(this.#placeInGroup(row.endpoint_id, row.facet));
      const rollup = index === undefined ? undefined : rollups[index];
      if (index !== undefined && rollup !== undefined) rollups[index] = mergeRollups(rollup, rollupOf(row, rollup));
    }
  }
}

/** Each once, if they come in order. */
function* bucketsOf(rollups: readonly Rollup[]): Generator<EpochMillis> {
  let last = -1;
  for (const { bucket } of rollups) {
    if (bucket !== last) yield bucket;
    last = bucket;
  }
}

/** Rollups that one question asks for. */
interface RollupGroup {
  /** The question's first parameters. */
  readonly fixed: readonly number[];
  /** Endpoints or facets that it lists. */
  readonly listed: Set<number>;
  /** Where each is among all that are added. */
  readonly indexes: Map<number, number>;
}

function groupNamed(groups: Map<string, RollupGroup>, fixed: readonly number[]): RollupGroup {
  const name = fixed.join(' ');
  let group = groups.get(name);
  if (group === undefined) {
    group = { fixed, listed: new Set(), indexes: new Map() };
    groups.set(name, group);
  }
  return group;
}
