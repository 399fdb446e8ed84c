import type { Kysely } from 'kysely';
import { RequestFold } from '../../rollup/request-fold.ts';
import type { Rollup } from '../../rollup/rollup.ts';
import { ALL_ENDPOINTS, ALL_VERSIONS } from '../../rollup/rollup-sums.ts';
import { type CountedRequest, RequestCursor } from './counted-requests.ts';
import { KeptLabels, type KeptOfDay } from './kept-labels.ts';
import type { PartFold, RollupPart } from './rollup-part.ts';
import { RollupTableWriter } from './rollup-table-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { FoldMark, LabelRollupTableName, Tables } from './tables.ts';

export interface LabelRollupsParts {
  readonly table: LabelRollupTableName;
  readonly mark: FoldMark;
  readonly labelOf: (request: CountedRequest) => number;
}

/** Rollups by group or IP: of each endpoint and day, and of all endpoints together, only some are kept apart. */
export class LabelRollups implements RollupPart {
  readonly mark: FoldMark;
  readonly writer: RollupTableWriter;
  readonly kept: KeptLabels;
  readonly labelOf: (request: CountedRequest) => number;

  constructor(db: Kysely<Tables>, engine: SqlEngine, { table, mark, labelOf }: LabelRollupsParts) {
    this.mark = mark;
    this.labelOf = labelOf;
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
  readonly #everywhere = new RequestCursor();
  /** Void once another request is added. */
  #prepared: readonly Rollup[] | null = null;
  /** Of the request that `knows` was asked about, which is the one that is added next. */
  #kept: KeptOfDay | undefined;
  #keptEverywhere: KeptOfDay | undefined;

  constructor(rollups: LabelRollups) {
    this.#rollups = rollups;
    this.#everywhere.endpointId = ALL_ENDPOINTS;
    this.#everywhere.versionId = ALL_VERSIONS;
  }

  get size(): number {
    return this.#fold.size;
  }

  knows({ endpointId, time }: CountedRequest): boolean {
    const { kept } = this.#rollups;
    this.#kept = kept.find(endpointId, time);
    this.#keptEverywhere = kept.find(ALL_ENDPOINTS, time);
    return this.#kept !== undefined && this.#keptEverywhere !== undefined;
  }

  async recall(db: Kysely<Tables>, { endpointId, time }: CountedRequest): Promise<void> {
    const { kept } = this.#rollups;
    for (const id of [endpointId, ALL_ENDPOINTS])
      if (kept.find(id, time) === undefined) await kept.recall(db, id, time);
  }

  add(request: CountedRequest): void {
    this.#prepared = null;
    const label = this.#rollups.labelOf(request);
    this.#fold.add(request, this.#kept?.facetOf(label) ?? label);
    const everywhere = this.#everywhere;
    everywhere.time = request.time;
    everywhere.durationMicros = request.durationMicros;
    everywhere.durationBucket = request.durationBucket;
    everywhere.isError = request.isError;
    this.#fold.add(everywhere, this.#keptEverywhere?.facetOf(label) ?? label);
  }

  prepare(): void {
    this.#prepared ??= this.#fold.rollups('day');
  }

  async store(db: Kysely<Tables>): Promise<void> {
    this.prepare();
    await this.#rollups.writer.add(db, this.#prepared ?? []);
  }
}
