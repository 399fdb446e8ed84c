import type { EpochMillis } from '../model/clock.ts';
import { DurationSummary, isErrorStatus } from './duration-summary.ts';
import { bucketStart, type Resolution } from './resolution.ts';
import type { Rollup, RollupKey } from './rollup.ts';

/** Folds requests into minute rollups, and those into coarser ones, so that each request is looked at once. */
export class RequestFold {
  readonly #series = new Map<number, Series>();

  add(key: RollupKey, time: EpochMillis, durationMicros: number): void {
    const rollup = seriesOf(this.#series, key).rollupAt(bucketStart('minute', time), time);
    rollup.summary.add(durationMicros, isErrorStatus(key.statusCode));
    if (time < rollup.firstTime) rollup.firstTime = time;
    if (time > rollup.lastTime) rollup.lastTime = time;
  }

  rollups(resolution: Resolution): readonly Rollup[] {
    const minutes = [...this.#series.values()].flatMap((series) => series.rollups());
    return resolution === 'minute' ? minutes : coarsen(minutes, resolution);
  }
}

/** Merges rollups into the buckets of a coarser resolution. */
export function coarsen(rollups: Iterable<Rollup>, resolution: Resolution): readonly Rollup[] {
  const all = new Map<number, Series>();
  for (const fine of rollups) {
    const series = seriesOf(all, fine);
    const coarse = series.rollupAt(bucketStart(resolution, fine.bucket), fine.firstTime);
    coarse.summary.merge(fine.summary);
    if (fine.firstTime < coarse.firstTime) coarse.firstTime = fine.firstTime;
    if (fine.lastTime > coarse.lastTime) coarse.lastTime = fine.lastTime;
  }
  return [...all.values()].flatMap((series) => series.rollups());
}

/** One key's rollups by bucket. Remembers the last, as requests mostly come in the order of time. */
class Series {
  readonly #key: RollupKey;
  readonly #rollups = new Map<EpochMillis, Rollup>();
  #last: Rollup | null = null;

  constructor({ endpointId, versionId, statusCode }: RollupKey) {
    this.#key = { endpointId, versionId, statusCode };
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

  rollups(): readonly Rollup[] {
    return [...this.#rollups.values()];
  }
}

function seriesOf(all: Map<number, Series>, key: RollupKey): Series {
  const id = seriesId(key);
  const known = all.get(id);
  if (known !== undefined) return known;
  const series = new Series(key);
  all.set(id, series);
  return series;
}

/** One number instead of a text key: this runs for every request. Exact for 4 million endpoints and 2 million versions. */
function seriesId({ endpointId, versionId, statusCode }: RollupKey): number {
  return (versionId * 1000 + statusCode) * 4_194_304 + endpointId;
}
