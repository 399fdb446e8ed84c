import type { Kysely } from 'kysely';
import type { TimeRange } from '../../model/time-range.ts';
import { isErrorStatus } from '../../rollup/duration-summary.ts';
import { type FoldedRequest, RequestFold } from '../../rollup/request-fold.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import { withSums } from '../../rollup/rollup-sums.ts';
import { LabelRollups } from './label-rollups.ts';
import { type RollupMove, RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RequestTable, RollupTableName, Tables } from './tables.ts';

export type CountedRequest = Pick<
  RequestTable,
  'endpoint_id' | 'version_id' | 'status_code' | 'group_id' | 'ip_id' | 'time' | 'duration_micros'
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

/** Folds requests, in any number of parts, and adds the result to the rollups that are stored. */
export class RollupWriter {
  readonly #byStatus: readonly RollupTableWriter[];
  readonly #byGroup: LabelRollups;
  readonly #byIp: LabelRollups;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#byStatus = RESOLUTIONS.map((resolution) => {
      const parts = { table: `rollups_${resolution}`, facet: 'status_code', asksBy: 'endpoint' } as const;
      return new RollupTableWriter(db, engine, parts);
    });
    this.#byGroup = new LabelRollups(db, engine, 'rollups_group');
    this.#byIp = new LabelRollups(db, engine, 'rollups_ip');
  }

  async add(db: Kysely<Tables>, parts: AsyncIterable<readonly CountedRequest[]>): Promise<void> {
    const byStatus = new RequestFold('minute');
    const byGroup = new RequestFold('day');
    const byIp = new RequestFold('day');
    for await (const requests of parts) {
      await this.#byGroup.recall(db, requests);
      await this.#byIp.recall(db, requests);
      for (const request of requests) {
        const folded = foldedRequest(request);
        byStatus.add(folded, request.status_code);
        byGroup.add(folded, this.#byGroup.facetOf(folded, request.group_id));
        byIp.add(folded, this.#byIp.facetOf(folded, request.ip_id));
      }
    }
    // All before the first is stored: storing adds to the minutes, of which the others are made.
    const rollups = RESOLUTIONS.map((resolution) => withSums(byStatus.rollups(resolution), resolution));
    for (const [index, table] of this.#byStatus.entries()) await table.add(db, rollups[index] ?? []);
    await this.#byGroup.writer.add(db, byGroup.rollups('day'));
    await this.#byIp.writer.add(db, byIp.rollups('day'));
  }

  /** Adds rollups of one endpoint to another's, about `most` of them; answers how many. */
  async move(
    db: Kysely<Tables>,
    { table, ...move }: RollupMove & { readonly table: RollupTableName },
  ): Promise<number> {
    this.forget();
    if (table === 'rollups_group') return this.#byGroup.writer.move(db, move);
    if (table === 'rollups_ip') return this.#byIp.writer.move(db, move);
    const at = RESOLUTIONS.findIndex((resolution) => table === `rollups_${resolution}`);
    return (await this.#byStatus[at]?.move(db, move)) ?? 0;
  }

  /** Counts the sums over all endpoints anew, after one of them was removed. */
  async sumUpAgain(db: Kysely<Tables>, table: RollupTableName, range: TimeRange): Promise<void> {
    this.forget();
    const at = RESOLUTIONS.findIndex((resolution) => table === `rollups_${resolution}`);
    const resolution = RESOLUTIONS[at];
    const writer = this.#byStatus[at];
    if (writer === undefined || resolution === undefined) return;
    const sums = new RequestFold(resolution);
    for (const rollup of await writer.takeSums(db, range)) sums.merge(rollup);
    await writer.add(db, sums.rollups(resolution));
  }

  /** After rollups were changed elsewhere: what is kept apart is to be read again. */
  forget(): void {
    this.#byGroup.forget();
    this.#byIp.forget();
  }
}
