import type { EpochMillis } from '../model/clock.ts';
import { DurationEntries, type GatheredDurations } from './duration-entries.ts';
import { bucketStart, RESOLUTION_MILLIS, type Resolution } from './resolution.ts';
import type { BucketKey, Rollup, RollupKey } from './rollup.ts';
import { RollupRows } from './rollup-rows.ts';
import { ALL_ENDPOINTS, ALL_VERSIONS } from './rollup-sums.ts';
import { PairWriter } from './sketch-encoding.ts';

/** Requests column by column: of many, each fold looks at few of their values. */
export interface FoldedRequests {
  readonly endpointIds: Int32Array;
  readonly versionIds: Int32Array;
  readonly times: Float64Array;
  readonly durationMicros: Float64Array;
  /** That the sketches count the durations in. */
  readonly durationBuckets: Uint16Array;
  /** 1 where the request failed. */
  readonly errors: Uint8Array;
}

/** What rollups are counted under instead. */
export type Regroup = (key: BucketKey) => RollupKey;

/** Folds requests into rollups of the finest resolution asked for, and those into coarser ones, or under fewer keys. */
export class RequestFold {
  readonly #finest: Resolution;
  readonly #rows = new RollupRows();
  readonly #entries = new DurationEntries();
  /** Of the request that was added last, as most come in the order of time. */
  #bucket = 0;
  #bucketEnd = 0;
  #isSorted = true;
  /** Few minutes of requests make the same sketches whatever the resolution. */
  #sketched: { readonly partOf: Int32Array; readonly sketches: Sketches }[] = [];

  constructor(finest: Resolution) {
    this.#finest = finest;
  }

  /** Rollups of the finest resolution. */
  get size(): number {
    return this.#rows.size;
  }

  add(requests: FoldedRequests, index: number, facet: number): void {
    const [endpointId = 0, versionId = 0] = [requests.endpointIds[index], requests.versionIds[index]];
    this.#count(requests, index, { endpointId, versionId, facet });
  }

  /** Counts it for all endpoints and versions together. */
  addEverywhere(requests: FoldedRequests, index: number, facet: number): void {
    this.#count(requests, index, { endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS, facet });
  }

  #count(requests: FoldedRequests, index: number, { endpointId, versionId, facet }: RollupKey): void {
    const time = requests.times[index] ?? 0;
    const row = this.#rows.rowOf(endpointId, versionId, facet, this.#bucketOf(time));
    this.#rows.addRequest(row, time, requests.durationMicros[index] ?? 0, requests.errors[index] === 1);
    this.#entries.push(row, requests.durationBuckets[index] ?? 0);
    this.#isSorted = false;
  }

  #bucketOf(time: EpochMillis): EpochMillis {
    if (time < this.#bucket || time >= this.#bucketEnd) {
      this.#bucket = bucketStart(this.#finest, time);
      this.#bucketEnd = this.#bucket + RESOLUTION_MILLIS[this.#finest];
    }
    return this.#bucket;
  }

  *keys(): Generator<BucketKey> {
    for (let row = 0; row < this.#rows.size; row += 1) yield this.#rows.read(row);
  }

  /** In the order of their keys. */
  rollups(resolution: Resolution, regroup?: Regroup): readonly Rollup[] {
    const isSame = resolution === this.#finest && regroup === undefined;
    const { target, partOf } = isSame ? this.#asTheyAre() : this.#regrouped(resolution, regroup ?? ((key) => key));
    const sketches = this.#sketchesOf(target, partOf);
    return Array.from(target.inOrder(), (row) => ({ ...target.read(row), sketch: sketches[row] ?? null }));
  }

  #sketchesOf(rows: RollupRows, partOf: Int32Array): Sketches {
    if (!this.#isSorted) {
      this.#entries.sort();
      this.#sketched = [];
    }
    this.#isSorted = true;
    const known = this.#sketched.find((each) => isEqual(each.partOf, partOf));
    if (known !== undefined) return known.sketches;
    const sketches = sketchesOf(rows, this.#entries.gather(partOf, rows.size));
    this.#sketched.push({ partOf, sketches });
    return sketches;
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

function isEqual(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

/** By row; null where the figures say everything. */
type Sketches = readonly (Uint8Array | null)[];

function sketchesOf(rows: RollupRows, durations: GatheredDurations): Sketches {
  return Array.from({ length: rows.size }, (_, row) => (rows.isPlain(row) ? null : sketchOf(row, durations)));
}

function sketchOf(row: number, { starts, buckets }: GatheredDurations): Uint8Array {
  const writer = new PairWriter();
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) writer.push(buckets[at] ?? 0, 1);
  return writer.bytes();
}
