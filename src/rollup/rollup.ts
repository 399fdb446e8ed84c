import type { EpochMillis } from '../model/clock.ts';
import type { DurationSummary } from './duration-summary.ts';

/** What requests with the same of these are counted under. Ids are the storage's. */
export interface RollupKey {
  readonly endpointId: number;
  readonly versionId: number;
  /** Status code, or id of the group or IP: what the rollup tells apart within a version. */
  readonly facet: number;
}

/** The requests of one key in one bucket. */
export interface Rollup extends RollupKey {
  /** Start of the bucket. */
  readonly bucket: EpochMillis;
  readonly summary: DurationSummary;
  firstTime: EpochMillis;
  lastTime: EpochMillis;
}

export function mergeRollup(into: Rollup, other: Rollup): void {
  into.summary.merge(other.summary);
  if (other.firstTime < into.firstTime) into.firstTime = other.firstTime;
  if (other.lastTime > into.lastTime) into.lastTime = other.lastTime;
}
