import type { Kysely } from 'kysely';
import { RequestFold } from '../../rollup/request-fold.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import type { BucketKey, Rollup, RollupKey } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS, everywhere, STATUS_REGROUPS } from '../../rollup/rollup-sums.ts';
import type { CountedRequests } from './counted-requests.ts';
import { KeptLabels } from './kept-labels.ts';
import type { PartFold, RollupPart } from './rollup-part.ts';
import { RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/** Above every status code. */
const INSTANCE_FACTOR = 1000;

/** Rollups of all widths by status code, and those of days by instance, which few requests more than these make. */
export class StatusRollups implements RollupPart {
  readonly mark = 'folded_request_id';
  readonly tables: readonly RollupTableWriter[];
  readonly instances: RollupTableWriter;
  readonly keptInstances: KeptLabels;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.tables = RESOLUTIONS.map((resolution) => {
      const parts = { table: `rollups_${resolution}`, facet: 'status_code', asksBy: 'endpoint' } as const;
      return new RollupTableWriter(db, engine, parts);
    });
    this.instances = new RollupTableWriter(db, engine, {
      table: 'rollups_instance',
      facet: 'label_id',
      asksBy: 'facet',
    });
    this.keptInstances = new KeptLabels('rollups_instance');
  }

  fold(): PartFold {
    this.keptInstances.forgetMany();
    return new StatusFold(this);
  }

  forget(): void {
    this.keptInstances.forget();
  }
}

class StatusFold implements PartFold {
  readonly #rollups: StatusRollups;
  /** By minute, status code and instance: all others are made of these. */
  readonly #fold = new RequestFold('minute');
  /** Void once another request is added. */
  #prepared: readonly { readonly table: number; readonly rollups: readonly Rollup[] }[] | null = null;

  constructor(rollups: StatusRollups) {
    this.#rollups = rollups;
  }

  get size(): number {
    return this.#fold.size;
  }

  add(requests: CountedRequests, from: number): number {
    this.#prepared = null;
    const { instanceIds, statusCodes, count } = requests;
    for (let index = from; index < count; index += 1)
      this.#fold.add(requests, index, (instanceIds[index] ?? 0) * INSTANCE_FACTOR + (statusCodes[index] ?? 0));
    return count;
  }

  async recall(): Promise<void> {}

  prepare(): void {
    this.#prepared ??= RESOLUTIONS.flatMap((resolution, table) =>
      STATUS_REGROUPS[resolution].map((regroup) => {
        const rollups = this.#fold.rollups(resolution, (key) => regroup(withStatus(key)));
        return { table, rollups };
      }),
    );
  }

  async store(db: Kysely<Tables>): Promise<void> {
    const { tables, instances } = this.#rollups;
    this.prepare();
    for (const { table, rollups } of this.#prepared ?? []) await tables[table]?.add(db, rollups);
    await this.#recallInstances(db);
    await instances.add(
      db,
      this.#fold.rollups('day', (key) => this.#byInstance(key)),
    );
    await instances.add(
      db,
      this.#fold.rollups('day', (key) => this.#byInstance({ ...key, ...everywhere(key) })),
    );
  }

  async #recallInstances(db: Kysely<Tables>): Promise<void> {
    const { keptInstances: kept } = this.#rollups;
    for (const { endpointId, bucket } of this.#fold.keys()) {
      for (const id of [endpointId, ALL_ENDPOINTS])
        if (kept.find(id, bucket) === undefined) await kept.recall(db, id, bucket);
    }
  }

  #byInstance({ endpointId, versionId, bucket, facet }: BucketKey): RollupKey {
    const instanceId = Math.floor(facet / INSTANCE_FACTOR);
    const kept = this.#rollups.keptInstances.find(endpointId, bucket);
    return { endpointId, versionId, facet: kept?.facetOf(instanceId) ?? instanceId };
  }
}

function withStatus({ endpointId, versionId, bucket, facet }: BucketKey): BucketKey {
  return { endpointId, versionId, bucket, facet: facet % INSTANCE_FACTOR };
}
