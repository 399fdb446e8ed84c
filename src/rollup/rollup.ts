import type { EpochMillis } from '../model/clock.ts';
import type { DurationSummary } from './duration-summary.ts';

/** What requests with the same of these are counted under. Ids are the storage's. */
export interface RollupKey {
  readonly endpointId: number;
  readonly versionId: number;
  readonly statusCode: number;
}

/** The requests of one key in one bucket. */
export interface Rollup extends RollupKey {
  /** Start of the bucket. */
  readonly bucket: EpochMillis;
  readonly summary: DurationSummary;
  firstTime: EpochMillis;
  lastTime: EpochMillis;
}
