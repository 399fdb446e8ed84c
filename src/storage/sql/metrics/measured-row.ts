import type { EpochMillis } from '../../../model/clock.ts';
import type { JoinedSummary } from '../../../rollup/duration-summary.ts';
import type { KeyColumn } from './question.ts';

/** Figures of some requests, with the key columns that the question asks for. */
export interface MeasuredRow extends Partial<Record<KeyColumn, number>> {
  /** Any time in the bucket; absent unless the question is timed. */
  time?: EpochMillis;
  requests: number;
  /** These are absent unless asked for. */
  errors?: number;
  sum_micros?: number;
  min_micros?: number;
  max_micros?: number;
  /** Absent unless asked for; null when the other figures say everything. */
  sketch?: Uint8Array | null;
  /** Instead of `sketch`, of rows that the database has added up. */
  joined?: Pick<JoinedSummary, 'sketches' | 'plain'>;
}
