import type { ApiMetricsRow } from '../../../src/api/contract.ts';

export const BOX_METRICS = ['requests', 'p5', 'p25', 'p50', 'p75', 'p95', 'p99', 'max'] as const;

/** The spread of durations of one version, user, endpoint, … */
export interface Box {
  readonly key: string;
  readonly label: string;
  readonly row: ApiMetricsRow;
  /** Of the time compared with, milliseconds; absent when nothing is. */
  readonly baselineP50?: number | null;
  /** Absent: pressing it does nothing. */
  readonly open?: () => void;
  readonly openLabel?: string;
}
