import type { ApiMetricsRow, MetricsAnswer } from '../../../src/api/contract.ts';
import type { Metric } from '../../../src/model/metrics-query.ts';

/** Of one endpoint, or of all, in one range. */
export interface Figures {
  readonly requests: number;
  readonly errors: number;
  readonly errorRate: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  /** Milliseconds that all requests took together; null when not asked. */
  readonly sum: number | null;
}

export const FIGURE_METRICS: readonly Metric[] = ['requests', 'errors', 'errorRate', 'p50', 'p95', 'sum'];

export const NO_FIGURES: Figures = { requests: 0, errors: 0, errorRate: null, p50: null, p95: null, sum: null };

export function figuresOf(row: ApiMetricsRow | undefined): Figures {
  if (row === undefined) return NO_FIGURES;
  const { requests, errors, errorRate, p50, p95, sum } = row;
  return {
    requests: requests ?? 0,
    errors: errors ?? 0,
    errorRate: errorRate ?? null,
    p50: p50 ?? null,
    p95: p95 ?? null,
    sum: sum ?? null,
  };
}

export function figuresByEndpoint(answer: MetricsAnswer | undefined): ReadonlyMap<number, Figures> {
  return new Map((answer?.rows ?? []).map((row) => [Number(row.endpoint), figuresOf(row)]));
}
