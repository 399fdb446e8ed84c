import type { EpochMillis } from './clock.ts';

/** Half-open: `from` is included, `to` is not. */
export interface TimeRange {
  readonly from: EpochMillis;
  readonly to: EpochMillis;
}
