import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ApiMetricsRow, MetricsAnswer } from '../../../src/api/contract.ts';
import { comparisonName } from '../data/comparison.ts';
import { type ChartQuestion, useBaselineMetrics, useMetrics } from '../data/use-metrics.ts';
import { useView } from '../data/use-view.ts';
import { type Buckets, bucketsOf } from './time-series.ts';

/** Rows of another time, and how far they are to be moved to lie over the chosen one. */
export interface Shifted {
  readonly rows: readonly ApiMetricsRow[];
  readonly shift: number;
}

export interface Overlay {
  readonly current: UseQueryResult<MetricsAnswer>;
  readonly buckets: Buckets | null;
  readonly baseline: Shifted | null;
  readonly comparedWith: string;
}

/** A question over time, and the same of the time compared with. */
export function useOverlay(question: ChartQuestion): Overlay {
  const { comparison } = useView();
  const current = useMetrics(question);
  const before = useBaselineMetrics(question);
  const buckets = useMemo(
    () => (current.data === undefined ? null : bucketsOf(current.data, Date.now())),
    [current.data],
  );
  const baseline = useMemo(() => {
    if (comparison.kind === 'none' || current.data === undefined || before.data === undefined) return null;
    // Nothing was recorded then: a line along zero would look like a fact.
    if (before.data.rows.length === 0) return null;
    return { rows: before.data.rows, shift: Date.parse(current.data.from) - Date.parse(before.data.from) };
  }, [comparison.kind, current.data, before.data]);
  return { current, buckets, baseline, comparedWith: comparisonName(comparison) };
}
