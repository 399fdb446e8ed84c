import type { ApiEndpoint, ApiMetricsRow, MetricsAnswer } from '../../../../src/api/contract.ts';
import type { Metric } from '../../../../src/model/metrics-query.ts';

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

export interface EndpointRow {
  readonly kind: 'endpoint';
  readonly endpoint: ApiEndpoint;
  readonly figures: Figures;
  readonly timeShare: number | null;
}

/** `filtered` null: nothing is filtered, and the endpoints' own figures count. */
export function endpointRows(
  endpoints: readonly ApiEndpoint[],
  filtered: ReadonlyMap<number, Figures> | null,
): readonly EndpointRow[] {
  if (filtered === null) {
    return endpoints.map((endpoint) => ({
      kind: 'endpoint',
      endpoint,
      figures: { ...endpoint, sum: null },
      timeShare: endpoint.timeShare,
    }));
  }
  const total = [...filtered.values()].reduce((sum, figures) => sum + (figures.sum ?? 0), 0);
  return endpoints.flatMap((endpoint): readonly EndpointRow[] => {
    const figures = filtered.get(endpoint.id);
    if (figures === undefined) return [];
    return [{ kind: 'endpoint', endpoint, figures, timeShare: total > 0 ? (figures.sum ?? 0) / total : null }];
  });
}
