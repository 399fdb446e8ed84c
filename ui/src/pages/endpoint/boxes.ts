import type { ApiMetricsRow } from '../../../../src/api/contract.ts';

export const BOX_METRICS = ['requests', 'p5', 'p25', 'p50', 'p75', 'p95', 'p99'] as const;

export interface Box {
  readonly label: string;
  /** Null: of all versions. */
  readonly version: string | null;
  readonly row: ApiMetricsRow;
}

const MOST_VERSIONS = 7;

/** All versions together, then the newest first; of many, those of which there were requests in this view. */
export function boxesOf(
  overall: ApiMetricsRow | undefined,
  byVersion: readonly ApiMetricsRow[],
  order: readonly string[],
): readonly Box[] {
  if (overall === undefined || (overall.requests ?? 0) === 0) return [];
  const age = (version: string): number => (order.includes(version) ? order.indexOf(version) : order.length);
  const boxes = byVersion
    .filter((row) => (row.requests ?? 0) > 0)
    .map((row): Box => ({ label: String(row.version), version: String(row.version), row }))
    .sort((left, right) => age(left.label) - age(right.label))
    .slice(0, MOST_VERSIONS);
  return [{ label: 'All versions', version: null, row: overall }, ...boxes];
}
