import type { EpochMillis } from '../model/clock.ts';
import { DurationSummary } from './duration-summary.ts';
import { bucketStart, RESOLUTION_MILLIS, type Resolution } from './resolution.ts';
import { mergeRollup, type Rollup, type RollupKey } from './rollup.ts';

export interface FoldedRequest {
  readonly endpointId: number;
  readonly versionId: number;
  readonly time: EpochMillis;
  readonly durationMicros: number;
  readonly isError: boolean;
}

/** Folds requests into rollups of the finest resolution asked for, and those into coarser ones. */
export class RequestFold {
  readonly #finest: Resolution;
  readonly #series = new SeriesMap();

  constructor(finest: Resolution) {
    this.#finest = finest;
  }

  add(request: FoldedRequest, facet: number): void {
    const { time } = request;
    const series = this.#series.of(request.versionId, request.endpointId, facet);
    const rollup = series.rollupAt(this.#finest, time);
    rollup.summary.add(request.durationMicros, request.isError);
    if (time < rollup.firstTime) rollup.firstTime = time;
    if (time > rollup.lastTime) rollup.lastTime = time;
  }

  merge(rollup: Rollup): void {
    const series = this.#series.of(rollup.versionId, rollup.endpointId, rollup.facet);
    mergeRollup(series.rollupAt(this.#finest, rollup.firstTime), rollup);
  }

  rollups(resolution: Resolution): readonly Rollup[] {
    const finest = this.#series.rollups();
    return resolution === this.#finest ? finest : coarsen(finest, resolution);
  }
}

function coarsen(rollups: Iterable<Rollup>, resolution: Resolution): readonly Rollup[] {
  const coarse = new RequestFold(resolution);
  for (const fine of rollups) coarse.merge(fine);
  return coarse.rollups(resolution);
}

/** Series by key: nested maps of small numbers, because this is looked into for every request. */
class SeriesMap {
  readonly #byVersion = new Map<number, Map<number, Map<number, Series>>>();

  of(versionId: number, endpointId: number, facet: number): Series {
    const byFacet = nested(nested(this.#byVersion, versionId), endpointId);
    let series = byFacet.get(facet);
    if (series === undefined) {
      series = new Series({ endpointId, versionId, facet });
      byFacet.set(facet, series);
    }
    return series;
  }

  rollups(): readonly Rollup[] {
    const all: Rollup[] = [];
    for (const byEndpoint of this.#byVersion.values()) {
      for (const byFacet of byEndpoint.values()) for (const series of byFacet.values()) all.push(...series.rollups());
    }
    return all;
  }
}

function nested<Value>(maps: Map<number, Map<number, Value>>, key: number): Map<number, Value> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

/** One key's rollups by bucket. Remembers the last, as requests mostly come in the order of time. */
class Series {
  readonly #key: RollupKey;
  readonly #rollups = new Map<EpochMillis, Rollup>();
  #last: Rollup | null = null;
  #lastEnd = 0;

  constructor(key: RollupKey) {
    this.#key = key;
  }

  rollupAt(resolution: Resolution, time: EpochMillis): Rollup {
    if (this.#last !== null && time >= this.#last.bucket && time < this.#lastEnd) return this.#last;
    const bucket = bucketStart(resolution, time);
    let rollup = this.#rollups.get(bucket);
    if (rollup === undefined) {
      rollup = { ...this.#key, bucket, summary: new DurationSummary(), firstTime: time, lastTime: time };
      this.#rollups.set(bucket, rollup);
    }
    this.#last = rollup;
    this.#lastEnd = bucket + RESOLUTION_MILLIS[resolution];
    return rollup;
  }

  rollups(): Iterable<Rollup> {
    return this.#rollups.values();
  }
}
