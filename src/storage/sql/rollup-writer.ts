import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { isErrorStatus } from '../../rollup/duration-summary.ts';
import { capLabels } from '../../rollup/label-cap.ts';
import { RequestFold } from '../../rollup/request-fold.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { type RollupMove, RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { LabelRollupTableName, RequestTable, RollupTableName, Tables } from './tables.ts';

type CountedRequest = Pick<
  RequestTable,
  'endpoint_id' | 'version_id' | 'status_code' | 'group_id' | 'ip_id' | 'time' | 'duration_micros'
>;

/** Requests on their way into all rollups. */
export class RollupBatch {
  readonly byStatus: RequestFold = new RequestFold('minute');
  readonly byGroup: RequestFold = new RequestFold('day');
  readonly byIp: RequestFold = new RequestFold('day');

  add(request: CountedRequest): void {
    const { endpoint_id: endpointId, version_id: versionId, status_code: status, time } = request;
    const folded = {
      endpointId,
      versionId,
      time,
      durationMicros: request.duration_micros,
      isError: isErrorStatus(status),
    };
    this.byStatus.add({ ...folded, facet: status });
    this.byGroup.add({ ...folded, facet: request.group_id });
    this.byIp.add({ ...folded, facet: request.ip_id });
  }
}

/** Adds folded requests to the rollups that are stored. */
export class RollupWriter {
  readonly #byStatus: readonly RollupTableWriter[];
  readonly #byGroup: LabelRollupWriter;
  readonly #byIp: LabelRollupWriter;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#byStatus = RESOLUTIONS.map((resolution) => {
      const parts = { table: `rollups_${resolution}`, facet: 'status_code', asksBy: 'endpoint' } as const;
      return new RollupTableWriter(db, engine, parts);
    });
    this.#byGroup = new LabelRollupWriter(db, engine, 'rollups_group');
    this.#byIp = new LabelRollupWriter(db, engine, 'rollups_ip');
  }

  async add(db: Kysely<Tables>, batch: RollupBatch): Promise<void> {
    // All before the first is stored: storing adds to the minutes, of which the others are made.
    const rollups = RESOLUTIONS.map((resolution) => batch.byStatus.rollups(resolution));
    for (const [index, table] of this.#byStatus.entries()) await table.add(db, rollups[index] ?? []);
    await this.#byGroup.add(db, batch.byGroup.rollups('day'));
    await this.#byIp.add(db, batch.byIp.rollups('day'));
  }

  /** Adds rollups of one endpoint to another's, about `most` of them; answers how many. */
  async move(
    db: Kysely<Tables>,
    { table, ...move }: RollupMove & { readonly table: RollupTableName },
  ): Promise<number> {
    if (table === 'rollups_group') return this.#byGroup.move(db, move);
    if (table === 'rollups_ip') return this.#byIp.move(db, move);
    const at = RESOLUTIONS.findIndex((resolution) => table === `rollups_${resolution}`);
    return (await this.#byStatus[at]?.move(db, move)) ?? 0;
  }

  /** After rollups were removed: what was kept apart is to be read again. */
  forget(): void {
    this.#byGroup.forget();
    this.#byIp.forget();
  }
}

/** Endpoints and days of which the kept labels are remembered. */
const REMEMBERED_DAYS = 2000;

class LabelRollupWriter {
  readonly #table: LabelRollupTableName;
  readonly #writer: RollupTableWriter;
  readonly #kept = new Map<string, Set<number>>();

  constructor(db: Kysely<Tables>, engine: SqlEngine, table: LabelRollupTableName) {
    this.#table = table;
    this.#writer = new RollupTableWriter(db, engine, { table, facet: 'label_id', asksBy: 'facet' });
  }

  async add(db: Kysely<Tables>, rollups: readonly Rollup[]): Promise<void> {
    if (this.#kept.size > REMEMBERED_DAYS) this.forget();
    for (const { endpointId, bucket } of rollups) await this.#recall(db, endpointId, bucket);
    const capped = capLabels(rollups, (endpointId, day) => this.#kept.get(`${endpointId} ${day}`) ?? new Set());
    await this.#writer.add(db, capped);
  }

  async move(db: Kysely<Tables>, move: RollupMove): Promise<number> {
    this.forget();
    return this.#writer.move(db, move);
  }

  forget(): void {
    this.#kept.clear();
  }

  async #recall(db: Kysely<Tables>, endpointId: number, day: EpochMillis): Promise<void> {
    const name = `${endpointId} ${day}`;
    if (this.#kept.has(name)) return;
    const query = db.selectFrom(this.#table).select('label_id').distinct();
    const rows = await query
      .where('endpoint_id', '=', endpointId)
      .where('bucket', '=', day)
      .where('label_id', '>', 0)
      .execute();
    this.#kept.set(name, new Set(rows.map((row) => row.label_id)));
  }
}
