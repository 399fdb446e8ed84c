import type { EpochMillis } from '../model/clock.ts';
import { DurationEntries, type GatheredDurations } from './duration-entries.ts';
import { isPlain } from './merge-summaries.ts';
import { bucketStart, type Resolution } from './resolution.ts';
import type { BucketKey, Rollup, RollupKey } from './rollup.ts';
import { RollupRows } from './rollup-rows.ts';
import { PairWriter } from './sketch-encoding.ts';

export interface FoldedRequest {
  readonly endpointId: number;
  readonly versionId: number;
  readonly time: EpochMillis;
  readonly durationMicros: number;
  /** That the sketches count the duration in. */
  readonly durationBucket: number;
  readonly isError: boolean;
}

/** What rollups are counted under instead. */
export type Regroup = (key: BucketKey) => RollupKey;

/** Folds requests into rollups of the finest resolution asked for, and those into coarser ones, or under fewer keys. */
export class RequestFold {
  readonly #finest: Resolution;
  readonly #rows = new RollupRows();
  readonly #entries = new DurationEntries();
  #isSorted = true;

  constructor(finest: Resolution) {
    this.#finest = finest;
  }

  /** Rollups of the finest resolution. */
  get size(): number {
    return this.#rows.size;
  }

  add(request: FoldedRequest, facet: number): void {
    const { endpointId, versionId, time } = request;
    const row = this.#rows.rowOf(endpointId, versionId, facet, bucketStart(this.#finest, time));
    this.#rows.addRequest(row, time, request.durationMicros, request.isError);
    this.#entries.push(row, request.durationBucket);
    this.#isSorted = false;
  }

  *keys(): Generator<BucketKey> {
    for (let row = 0; row < this.#rows.size; row += 1) yield this.#rows.read(row);
  }

  /** In the order of their keys. */
  rollups(resolution: Resolution, regroup?: Regroup): readonly Rollup[] {
    const isSame = resolution === this.#finest && regroup === undefined;
    const { target, partOf } = isSame ? this.#asTheyAre() : this.#regrouped(resolution, regroup ?? ((key) => key));
    if (!this.#isSorted) this.#entries.sort();
    this.#isSorted = true;
    const durations = this.#entries.gather(partOf, target.size);
    return Array.from(target.inOrder(), (row) => rollupOf(target, row, durations));
  }

  #asTheyAre(): Regrouped {
    return { target: this.#rows, partOf: Int32Array.from({ length: this.#rows.size }, (_, row) => row) };
  }

  #regrouped(resolution: Resolution, regroup: Regroup): Regrouped {
    const source = this.#rows;
    const target = new RollupRows();
    const partOf = new Int32Array(source.size);
    for (let row = 0; row < source.size; row += 1) {
      const part = source.read(row);
      const { endpointId, versionId, facet } = regroup(part);
      const whole = target.rowOf(endpointId, versionId, facet, bucketStart(resolution, part.bucket));
      target.addFigures(whole, part);
      partOf[row] = whole;
    }
    return { target, partOf };
  }
}

interface Regrouped {
  readonly target: RollupRows;
  /** For each of the rows that came in, the one it is part of. */
  readonly partOf: Int32Array;
}

function rollupOf(rows: RollupRows, row: number, durations: GatheredDurations): Rollup {
  const rollup: Rollup & { sketch: Uint8Array | null } = rows.read(row);
  if (!isPlain(rollup.requests, rollup.min, rollup.max)) rollup.sketch = sketchOf(row, durations);
  return rollup;
}

function sketchOf(row: number, { starts, buckets }: GatheredDurations): Uint8Array {
  const writer = new PairWriter();
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) writer.push(buckets[at] ?? 0, 1);
  return writer.bytes();
}
