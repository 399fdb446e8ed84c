import type { Kysely } from 'kysely';
import type { TimeRange } from '../../model/time-range.ts';
import { bucketStart, RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import { mergeRollups, type Rollup } from '../../rollup/rollup.ts';
import { ALL_STATUSES } from '../../rollup/rollup-sums.ts';
import type { KeptLabels } from './kept-labels.ts';
import { LabelRollups } from './label-rollups.ts';
import type { RollupPart } from './rollup-part.ts';
import type { RollupMove, RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import { StatusRollups } from './status-rollups.ts';
import type { RollupTableName, Tables } from './tables.ts';

interface WrittenTable {
  readonly writer: RollupTableWriter;
  /** Of tables by label. */
  readonly kept: KeptLabels | null;
}

/** All tables of rollups: what requests are folded into, and how one endpoint's are moved to another's. */
export class RollupWriter {
  readonly parts: readonly RollupPart[];
  readonly #tables: ReadonlyMap<RollupTableName, WrittenTable>;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    const status = new StatusRollups(db, engine);
    const labels = [
      new LabelRollups(db, engine, {
        table: 'rollups_group',
        mark: 'folded_group_id',
        labelsOf: (requests) => requests.groupIds,
      }),
      new LabelRollups(db, engine, {
        table: 'rollups_ip',
        mark: 'folded_ip_id',
        labelsOf: (requests) => requests.ipIds,
      }),
    ];
    this.parts = [status, ...labels];
    const tables: readonly WrittenTable[] = [
      ...status.tables.map((writer) => ({ writer, kept: null })),
      { writer: status.instances, kept: status.keptInstances },
      ...labels,
    ];
    this.#tables = new Map(tables.map((table) => [table.writer.table, table]));
  }

  /** Adds rollups of one endpoint to another's, about `most` of them; answers how many. */
  async move(
    db: Kysely<Tables>,
    { table, ...move }: RollupMove & { readonly table: RollupTableName },
  ): Promise<number> {
    this.forget();
    return this.#written(table).writer.move(db, move);
  }

  /** Counts the sums over all endpoints anew, after one of them was removed. */
  async sumUpAgain(db: Kysely<Tables>, table: RollupTableName, range: TimeRange): Promise<void> {
    this.forget();
    const { writer, kept } = this.#written(table);
    const sums = new Map<string, Rollup>();
    for (const part of await this.#summands(db, table, range)) {
      const facet = kept === null ? part.facet : await cappedFacetOf(db, part, kept);
      const name = `${part.bucket} ${facet}`;
      const known = sums.get(name);
      sums.set(name, known === undefined ? { ...part, facet } : mergeRollups(known, part));
    }
    await writer.removeSums(db, range);
    await writer.add(db, [...sums.values()]);
  }

  /** Of an endpoint, hours do not tell statuses apart, and minutes do nothing else: the sums over endpoints have both. */
  async #summands(db: Kysely<Tables>, table: RollupTableName, range: TimeRange): Promise<readonly Rollup[]> {
    if (table === 'rollups_hour') {
      const quarters = await this.#written('rollups_quarter').writer.summed(db, wholeHours(range));
      return quarters.map((part) => ({ ...part, bucket: bucketStart('hour', part.bucket) }));
    }
    const parts = await this.#written(table).writer.summed(db, range);
    if (table !== 'rollups_minute') return parts;
    return parts.flatMap((part) => [part, { ...part, facet: ALL_STATUSES }]);
  }

  /** After rollups were changed elsewhere: what is kept apart is to be read again. */
  forget(): void {
    for (const part of this.parts) part.forget();
  }

  #written(table: RollupTableName): WrittenTable {
    const written = this.#tables.get(table);
    if (written === undefined) throw new RangeError(`No rollups are written to ${table}`);
    return written;
  }
}

function wholeHours({ from, to }: TimeRange): TimeRange {
  const end = bucketStart('hour', to - 1) + RESOLUTION_MILLIS.hour;
  return { from: bucketStart('hour', from), to: Math.min(end, Number.MAX_SAFE_INTEGER) };
}

/** Labels that were kept apart before still are. */
async function cappedFacetOf(
  db: Kysely<Tables>,
  { endpointId, bucket, facet }: Rollup,
  kept: KeptLabels,
): Promise<number> {
  const ofDay = kept.find(endpointId, bucket) ?? (await kept.recall(db, endpointId, bucket));
  return ofDay.facetOf(facet);
}
