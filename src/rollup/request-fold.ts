import type { EpochMillis } from '../model/clock.ts';
import { DurationSummary } from './duration-summary.ts';
import { bucketStart, type Resolution } from './resolution.ts';
import { mergeRollup, type Rollup, type RollupKey } from './rollup.ts';

export interface FoldedRequest extends RollupKey {
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

  add(request: FoldedRequest): void {
    const { time } = request;
    const rollup = this.#series.of(request).rollupAt(bucketStart(this.#finest, time), time);
    rollup.summary.add(request.durationMicros, request.isError);
    if (time < rollup.firstTime) rollup.firstTime = time;
    if (time > rollup.lastTime) rollup.lastTime = time;
  }

  rollups(resolution: Resolution): readonly Rollup[] {
    const finest = this.#series.rollups();
    return resolution === this.#finest ? finest : coarsen(finest, resolution);
  }
}

function coarsen(rollups: Iterable<Rollup>, resolution: Resolution): readonly Rollup[] {
  const series = new SeriesMap();
  for (const fine of rollups) {
    mergeRollup(series.of(fine).rollupAt(bucketStart(resolution, fine.bucket), fine.firstTime), fine);
  }
  return series.rollups();
}

/** Series by key. Nested numbers instead of one text: this runs for every request. */
class SeriesMap {
  readonly #byEndpointAndVersion = new Map<number, Map<number, Series>>();

  of(key: RollupKey): Series {
    const id = key.versionId * MOST_ENDPOINTS + key.endpointId;
    let byFacet = this.#byEndpointAndVersion.get(id);
    if (byFacet === undefined) {
      byFacet = new Map();
      this.#byEndpointAndVersion.set(id, byFacet);
    }
    let series = byFacet.get(key.facet);
    if (series === undefined) {
      series = new Series(key);
      byFacet.set(key.facet, series);
    }
    return series;
  }

  rollups(): readonly Rollup[] {
    const all: Rollup[] = [];
    for (const byFacet of this.#byEndpointAndVersion.values()) {
      for (const series of byFacet.values()) all.push(...series.rollups());
    }
    return all;
  }
}

const MOST_ENDPOINTS = 2 ** 31;

/** One key's rollups by bucket. Remembers the last, as requests mostly come in the order of time. */
class Series {
  readonly #key: RollupKey;
  readonly #rollups = new Map<EpochMillis, Rollup>();
  #last: Rollup | null = null;

  constructor({ endpointId, versionId, facet }: RollupKey) {
    this.#key = { endpointId, versionId, facet };
  }

  rollupAt(bucket: EpochMillis, time: EpochMillis): Rollup {
    if (this.#last?.bucket === bucket) return this.#last;
    let rollup = this.#rollups.get(bucket);
    if (rollup === undefined) {
      rollup = { ...this.#key, bucket, summary: new DurationSummary(), firstTime: time, lastTime: time };
      this.#rollups.set(bucket, rollup);
    }
    this.#last = rollup;
    return rollup;
  }

  rollups(): Iterable<Rollup> {
    return this.#rollups.values();
  }
}
