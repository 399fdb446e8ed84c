import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { cappedFacet, MOST_LABELS, MOST_LABELS_EVERYWHERE } from '../../rollup/label-cap.ts';
import { bucketStart, RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS } from '../../rollup/rollup-sums.ts';
import { RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { LabelRollupTableName, Tables } from './tables.ts';

/** Endpoints and days of which the kept labels are remembered. */
const REMEMBERED_DAYS = 2000;

interface KeptLabels {
  readonly day: EpochMillis;
  readonly ids: Set<number>;
}

/** Rollups by group, IP or instance: of each endpoint and day, and of the sums of a day, only some are kept apart. */
export class LabelRollups {
  readonly writer: RollupTableWriter;
  readonly #table: LabelRollupTableName;
  readonly #kept = new Map<string, KeptLabels>();
  /** The day that an endpoint was last asked of, as requests mostly come in the order of time. */
  readonly #last = new Map<number, KeptLabels>();

  constructor(db: Kysely<Tables>, engine: SqlEngine, table: LabelRollupTableName) {
    this.#table = table;
    this.writer = new RollupTableWriter(db, engine, { table, facet: 'label_id', asksBy: 'facet' });
  }

  /** Reads what is kept apart of the requests' endpoints and days, and of all endpoints, for `facetOf`. */
  async recall(db: Kysely<Tables>, requests: readonly { endpoint_id: number; time: EpochMillis }[]): Promise<void> {
    if (this.#kept.size > REMEMBERED_DAYS) this.forget();
    for (const { endpoint_id: endpointId, time } of requests) {
      await this.#recallDay(db, endpointId, time);
      await this.#recallDay(db, ALL_ENDPOINTS, time);
    }
  }

  /** Of an endpoint, or of `ALL_ENDPOINTS`. */
  facetOf(endpointId: number, time: EpochMillis, labelId: number): number {
    const kept = this.#find(endpointId, time);
    if (kept === undefined) return labelId;
    return cappedFacet(labelId, kept.ids, endpointId === ALL_ENDPOINTS ? MOST_LABELS_EVERYWHERE : MOST_LABELS);
  }

  /** Sums with no more labels than are kept apart; those that were kept before still are. */
  async capped(db: Kysely<Tables>, sums: readonly Rollup[]): Promise<readonly Rollup[]> {
    const capped: Rollup[] = [];
    for (const sum of sums) {
      await this.#recallDay(db, sum.endpointId, sum.bucket);
      capped.push({ ...sum, facet: this.facetOf(sum.endpointId, sum.bucket, sum.facet) });
    }
    return capped;
  }

  forget(): void {
    this.#kept.clear();
    this.#last.clear();
  }

  async #recallDay(db: Kysely<Tables>, endpointId: number, time: EpochMillis): Promise<void> {
    if (this.#find(endpointId, time) !== undefined) return;
    const day = bucketStart('day', time);
    const query = db.selectFrom(this.#table).select('label_id').distinct().where('endpoint_id', '=', endpointId);
    const rows = await query.where('bucket', '=', day).where('label_id', '>', 0).execute();
    this.#kept.set(`${endpointId} ${day}`, { day, ids: new Set(rows.map((row) => row.label_id)) });
  }

  #find(endpointId: number, time: EpochMillis): KeptLabels | undefined {
    const last = this.#last.get(endpointId);
    if (last !== undefined && time >= last.day && time < last.day + RESOLUTION_MILLIS.day) return last;
    const kept = this.#kept.get(`${endpointId} ${bucketStart('day', time)}`);
    if (kept !== undefined) this.#last.set(endpointId, kept);
    return kept;
  }
}
