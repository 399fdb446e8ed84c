import type { Kysely } from 'kysely';
import type { TimeRange } from '../../model/time-range.ts';
import { isErrorStatus } from '../../rollup/duration-summary.ts';
import { type FoldedRequest, RequestFold } from '../../rollup/request-fold.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_VERSIONS, withSums } from '../../rollup/rollup-sums.ts';
import { LabelRollups } from './label-rollups.ts';
import { type RollupMove, RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RequestTable, RollupTableName, Tables } from './tables.ts';

export type CountedRequest = Pick<
  RequestTable,
  'endpoint_id' | 'version_id' | 'status_code' | 'group_id' | 'ip_id' | 'instance_id' | 'time' | 'duration_micros'
>;

function foldedRequest(request: CountedRequest): FoldedRequest {
  return {
    endpointId: request.endpoint_id,
    versionId: request.version_id,
    time: request.time,
    durationMicros: request.duration_micros,
    isError: isErrorStatus(request.status_code),
  };
}

const LABELS = [
  { table: 'rollups_group', column: 'group_id' },
  { table: 'rollups_ip', column: 'ip_id' },
  { table: 'rollups_instance', column: 'instance_id' },
] as const;

interface LabelPart {
  readonly column: (typeof LABELS)[number]['column'];
  readonly rollups: LabelRollups;
}

/** Folds requests, in any number of parts, and adds the result to the rollups that are stored. */
export class RollupWriter {
  readonly #byStatus: readonly RollupTableWriter[];
  readonly #byLabel: readonly LabelPart[];
  readonly #writers: ReadonlyMap<RollupTableName, RollupTableWriter>;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#byStatus = RESOLUTIONS.map((resolution) => {
      const parts = { table: `rollups_${resolution}`, facet: 'status_code', asksBy: 'endpoint' } as const;
      return new RollupTableWriter(db, engine, parts);
    });
    this.#byLabel = LABELS.map(({ table, column }) => ({ column, rollups: new LabelRollups(db, engine, table) }));
    const writers = [...this.#byStatus, ...this.#byLabel.map(({ rollups }) => rollups.writer)];
    this.#writers = new Map(writers.map((writer) => [writer.table, writer]));
  }

  async add(db: Kysely<Tables>, parts: AsyncIterable<readonly CountedRequest[]>): Promise<void> {
    const byStatus = new RequestFold('minute');
    const byLabel = this.#byLabel.map((label) => ({ ...label, fold: new RequestFold('day') }));
    for await (const requests of parts) {
      for (const { rollups } of byLabel) await rollups.recall(db, requests);
      for (const request of requests) {
        const folded = foldedRequest(request);
        const everywhere = { ...folded, endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS };
        byStatus.add(folded, request.status_code);
        for (const { column, rollups, fold } of byLabel) {
          for (const counted of [folded, everywhere])
            fold.add(counted, rollups.facetOf(counted.endpointId, counted.time, request[column]));
        }
      }
    }
    // All before the first is stored: storing adds to the minutes, of which the others are made.
    const rollups = RESOLUTIONS.map((resolution) => withSums(byStatus.rollups(resolution), resolution));
    for (const [index, table] of this.#byStatus.entries()) await table.add(db, rollups[index] ?? []);
    for (const { rollups, fold } of byLabel) await rollups.writer.add(db, fold.rollups('day'));
  }

  /** Adds rollups of one endpoint to another's, about `most` of them; answers how many. */
  async move(
    db: Kysely<Tables>,
    { table, ...move }: RollupMove & { readonly table: RollupTableName },
  ): Promise<number> {
    this.forget();
    return this.#writerOf(table).move(db, move);
  }

  /** Counts the sums over all endpoints anew, after one of them was removed. */
  async sumUpAgain(db: Kysely<Tables>, table: RollupTableName, range: TimeRange): Promise<void> {
    this.forget();
    const resolution = RESOLUTIONS.find((each) => table === `rollups_${each}`) ?? 'day';
    const writer = this.#writerOf(table);
    const summed = await writer.summed(db, range);
    const label = this.#byLabel.find(({ rollups }) => rollups.writer === writer);
    const sums = new RequestFold(resolution);
    for (const rollup of (await label?.rollups.capped(db, summed)) ?? summed) sums.merge(rollup);
    await writer.removeSums(db, range);
    await writer.add(db, sums.rollups(resolution));
  }

  #writerOf(table: RollupTableName): RollupTableWriter {
    const writer = this.#writers.get(table);
    if (writer === undefined) throw new RangeError(`No rollups are written to ${table}`);
    return writer;
  }

  /** After rollups were changed elsewhere: what is kept apart is to be read again. */
  forget(): void {
    for (const { rollups } of this.#byLabel) rollups.forget();
  }
}
