import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { RequestFold } from '../../rollup/request-fold.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS } from '../../rollup/rollup-sums.ts';
import type { CountedRequests } from './counted-requests.ts';
import { KeptLabels } from './kept-labels.ts';
import type { PartFold, RollupPart } from './rollup-part.ts';
import { RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import { type FoldMark, type LabelRollupTableName, NO_LABEL, type Tables } from './tables.ts';

export interface LabelRollupsParts {
  readonly table: LabelRollupTableName;
  readonly mark: FoldMark;
  readonly labelsOf: (requests: CountedRequests) => Int32Array;
}

/** Rollups by group or IP: of each endpoint and day, and of all endpoints together, only some are kept apart. */
export class LabelRollups implements RollupPart {
  readonly mark: FoldMark;
  readonly writer: RollupTableWriter;
  readonly kept: KeptLabels;
  readonly labelsOf: (requests: CountedRequests) => Int32Array;

  constructor(db: Kysely<Tables>, engine: SqlEngine, { table, mark, labelsOf }: LabelRollupsParts) {
    this.mark = mark;
    this.labelsOf = labelsOf;
    this.kept = new KeptLabels(table);
    this.writer = new RollupTableWriter(db, engine, { table, facet: 'label_id', asksBy: 'facet' });
  }

  fold(): PartFold {
    this.kept.forgetMany();
    return new LabelFold(this);
  }

  forget(): void {
    this.kept.forget();
  }
}

class LabelFold implements PartFold {
  readonly #rollups: LabelRollups;
  readonly #fold = new RequestFold('day');
  /** Void once another request is added. */
  #prepared: readonly Rollup[] | null = null;

  constructor(rollups: LabelRollups) {
    this.#rollups = rollups;
  }

  get size(): number {
    return this.#fold.size;
  }

  add(requests: CountedRequests, from: number): number {
    this.#prepared = null;
    const labels = this.#rollups.labelsOf(requests);
    for (let index = from; index < requests.count; index += 1) {
      const time = requests.times[index] ?? 0;
      const kept = this.#rollups.kept.find(requests.endpointIds[index] ?? 0, time);
      const everywhere = this.#rollups.kept.findEverywhere(time);
      if (kept === undefined || everywhere === undefined) return index;
      const label = labels[index] ?? NO_LABEL;
      this.#fold.add(requests, index, kept.facetOf(label));
      this.#fold.addEverywhere(requests, index, everywhere.facetOf(label));
    }
    return requests.count;
  }

  async recall(db: Kysely<Tables>, endpointId: number, time: EpochMillis): Promise<void> {
    const { kept } = this.#rollups;
    for (const id of [endpointId, ALL_ENDPOINTS])
      if (kept.find(id, time) === undefined) await kept.recall(db, id, time);
  }

  prepare(): void {
    this.#prepared ??= this.#fold.rollups('day');
  }

  async store(db: Kysely<Tables>): Promise<void> {
    this.prepare();
    await this.#rollups.writer.add(db, this.#prepared ?? []);
  }
}
