import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { KeptFacets, MOST_LABELS, MOST_LABELS_EVERYWHERE } from '../../rollup/label-cap.ts';
import { bucketStart, RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import { ALL_ENDPOINTS } from '../../rollup/rollup-sums.ts';
import type { LabelRollupTableName, Tables } from './tables.ts';

/** Endpoints and days of which the kept labels are remembered. */
const REMEMBERED_DAYS = 2000;

/** The labels of an endpoint and day that are kept apart. */
export class KeptOfDay extends KeptFacets {
  readonly day: EpochMillis;

  constructor(day: EpochMillis, ids: Iterable<number>, most: number) {
    super(most, ids);
    this.day = day;
  }

  isOf(time: EpochMillis): boolean {
    return time >= this.day && time < this.day + RESOLUTION_MILLIS.day;
  }
}

/** Which labels of an endpoint and day, or of all endpoints, are kept apart. */
export class KeptLabels {
  readonly #table: LabelRollupTableName;
  readonly #kept = new Map<string, KeptOfDay>();
  /** The day that an endpoint was last asked of, as requests mostly come in the order of time. */
  readonly #last = new Map<number, KeptOfDay>();
  /** The same of all endpoints, which each request asks for. */
  #lastEverywhere: KeptOfDay | undefined;

  constructor(table: LabelRollupTableName) {
    this.#table = table;
  }

  /** Undefined before `recall`. */
  find(endpointId: number, time: EpochMillis): KeptOfDay | undefined {
    const last = this.#last.get(endpointId);
    if (last?.isOf(time) === true) return last;
    const kept = this.#kept.get(`${endpointId} ${bucketStart('day', time)}`);
    if (kept !== undefined) this.#last.set(endpointId, kept);
    return kept;
  }

  findEverywhere(time: EpochMillis): KeptOfDay | undefined {
    if (this.#lastEverywhere?.isOf(time) !== true) this.#lastEverywhere = this.find(ALL_ENDPOINTS, time);
    return this.#lastEverywhere;
  }

  async recall(db: Kysely<Tables>, endpointId: number, time: EpochMillis): Promise<KeptOfDay> {
    const day = bucketStart('day', time);
    const query = db.selectFrom(this.#table).select('label_id').distinct().where('endpoint_id', '=', endpointId);
    const rows = await query.where('bucket', '=', day).where('label_id', '>', 0).execute();
    const most = endpointId === ALL_ENDPOINTS ? MOST_LABELS_EVERYWHERE : MOST_LABELS;
    const ids = rows.map((row) => row.label_id);
    const kept = new KeptOfDay(day, ids, most);
    this.#kept.set(`${endpointId} ${day}`, kept);
    this.#last.set(endpointId, kept);
    return kept;
  }

  /** Between two folds, as a fold's new labels are remembered here alone. */
  forgetMany(): void {
    if (this.#kept.size > REMEMBERED_DAYS) this.forget();
  }

  forget(): void {
    this.#kept.clear();
    this.#last.clear();
    this.#lastEverywhere = undefined;
  }
}
