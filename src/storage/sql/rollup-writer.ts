import { CompiledQuery, type Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { RequestFold } from '../../rollup/request-fold.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTable, RollupTableName, Tables } from './tables.ts';

const KEY = ['endpoint_id', 'bucket', 'version_id', 'status_code'] as const;
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

/** Endpoints per question: asked by few different statements, with the last one repeated to fill. */
const ENDPOINTS_ASKED = [1, 8, 64] as const;
const MOST_ENDPOINTS_ASKED = 64;

/** Adds folded requests to the rollups that are stored. */
export class RollupWriter {
  readonly #tables: readonly TableWriter[];

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#tables = RESOLUTIONS.map((resolution) => new TableWriter(db, engine, `rollups_${resolution}`));
  }

  async add(db: Kysely<Tables>, fold: RequestFold): Promise<void> {
    // All before the first is stored: storing adds to the minutes, of which the others are made.
    const rollups = RESOLUTIONS.map((resolution) => fold.rollups(resolution));
    for (const [index, table] of this.#tables.entries()) await table.add(db, rollups[index] ?? []);
  }
}

class TableWriter {
  readonly #insert: BulkInsert<RollupTableName>;
  readonly #questions: readonly string[];

  constructor(db: Kysely<Tables>, { duplicates }: SqlEngine, table: RollupTableName) {
    this.#insert = new BulkInsert<RollupTableName>(db, {
      table,
      columns: [...KEY, ...FIGURES],
      finish: (insert) => duplicates.replace(insert, { key: KEY, columns: FIGURES }),
    });
    this.#questions = ENDPOINTS_ASKED.map((count) => {
      const query = db
        .selectFrom(table)
        .selectAll()
        .where('bucket', '=', 0)
        .where('version_id', '=', 0)
        .where('endpoint_id', 'in', new Array<number>(count).fill(0));
      return query.compile().sql;
    });
  }

  async add(db: Kysely<Tables>, rollups: readonly Rollup[]): Promise<void> {
    for (const group of byBucketAndVersion(rollups)) await this.#mergeStored(db, group);
    await this.#insert.run(db, rollups.flatMap(storedValues));
  }

  /** Adds what is stored to the new rollups, as the insert replaces it. */
  async #mergeStored(db: Kysely<Tables>, group: BucketGroup): Promise<void> {
    const endpoints = [...group.byEndpoint.keys()];
    for (let at = 0; at < endpoints.length; at += MOST_ENDPOINTS_ASKED) {
      const asked = endpoints.slice(at, at + MOST_ENDPOINTS_ASKED);
      const size = ENDPOINTS_ASKED.findIndex((count) => count >= asked.length);
      const last = asked.at(-1) ?? 0;
      while (asked.length < (ENDPOINTS_ASKED[size] ?? 0)) asked.push(last);
      const parameters = [group.bucket, group.versionId, ...asked];
      const { rows } = await db.executeQuery<RollupTable>(CompiledQuery.raw(this.#questions[size] ?? '', parameters));
      for (const row of rows) {
        const rollup = group.byEndpoint.get(row.endpoint_id)?.get(row.status_code);
        if (rollup !== undefined) mergeRow(rollup, row);
      }
    }
  }
}

interface BucketGroup {
  readonly bucket: EpochMillis;
  readonly versionId: number;
  /** Endpoint id, then status code. */
  readonly byEndpoint: Map<number, Map<number, Rollup>>;
}

function byBucketAndVersion(rollups: readonly Rollup[]): Iterable<BucketGroup> {
  const groups = new Map<string, BucketGroup>();
  for (const rollup of rollups) {
    const { bucket, versionId, endpointId } = rollup;
    const name = `${bucket} ${versionId}`;
    const group = groups.get(name) ?? { bucket, versionId, byEndpoint: new Map<number, Map<number, Rollup>>() };
    groups.set(name, group);
    const statuses = group.byEndpoint.get(endpointId) ?? new Map<number, Rollup>();
    group.byEndpoint.set(endpointId, statuses);
    statuses.set(rollup.statusCode, rollup);
  }
  return groups.values();
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

/** In the order of `KEY` and `FIGURES`. */
function storedValues({ endpointId, bucket, versionId, statusCode, summary, firstTime, lastTime }: Rollup): unknown[] {
  const { requests, errors, sum, min, max } = summary;
  const sketch = summary.encodeSketch();
  const key = [endpointId, bucket, versionId, statusCode];
  return [...key, requests, errors, sum, min, max, firstTime - bucket, lastTime - bucket, sketch];
}
