import type { EpochMillis } from '../model/clock.ts';
import type { StoredSummary } from './duration-summary.ts';
import { mergeSummaries } from './merge-summaries.ts';

/** What requests with the same of these are counted under. Ids are the storage's. */
export interface RollupKey {
  readonly endpointId: number;
  readonly versionId: number;
  /** Status code, or id of the group, IP or instance: what the rollup tells apart within a version. */
  readonly facet: number;
}

export interface BucketKey extends RollupKey {
  /** Start of the bucket. */
  readonly bucket: EpochMillis;
}

/** The requests of one key in one bucket. */
export interface Rollup extends BucketKey, StoredSummary {
  readonly firstTime: EpochMillis;
  readonly lastTime: EpochMillis;
}

/** Under the key of the first. */
export function mergeRollups(one: Rollup, other: Rollup): Rollup {
  const { requests, errors, sum, min, max, sketch } = mergeSummaries(one, other);
  return {
    endpointId: one.endpointId,
    versionId: one.versionId,
    facet: one.facet,
    bucket: one.bucket,
    requests,
    errors,
    sum,
    min,
    max,
    sketch,
    firstTime: Math.min(one.firstTime, other.firstTime),
    lastTime: Math.max(one.lastTime, other.lastTime),
  };
}
