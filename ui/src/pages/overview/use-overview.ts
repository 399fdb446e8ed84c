import { useMemo } from 'react';
import { FIGURE_METRICS, type Figures, figuresByEndpoint } from '../../data/figures.ts';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useBaselineMetrics, useMetrics } from '../../data/use-metrics.ts';
import { useView } from '../../data/use-view.ts';
import { type EndpointRow, endpointRows } from './endpoint-rows.ts';

/** So many ids fit into one question. */
const MOST_IDS = 200;
const MOST_ROWS = 10_000;

export interface Overview {
  readonly rows: readonly EndpointRow[];
  readonly baseline: ReadonlyMap<number, Figures>;
  /** Endpoints of the chosen method; undefined without that filter. */
  readonly scope: readonly number[] | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  /** No endpoint was ever seen. */
  readonly isEmpty: boolean;
}

const BY_ENDPOINT = { metrics: FIGURE_METRICS, dimensions: ['endpoint'], limit: MOST_ROWS } as const;

export function useOverview(): Overview {
  const { filters, method, comparison } = useView();
  const isFiltered = Object.keys(filters).length > 0;
  const endpoints = useEndpoints();
  const filtered = useMetrics({ ...BY_ENDPOINT, enabled: isFiltered });
  // Attention needs something to compare with even where the person chose nothing.
  const baseline = useBaselineMetrics(BY_ENDPOINT, comparison.kind === 'none' ? { kind: 'previous' } : comparison);
  const all = endpoints.data?.endpoints;
  const rows = useMemo(() => {
    const ofMethod = (all ?? []).filter((endpoint) => method === null || endpoint.method === method);
    return endpointRows(ofMethod, isFiltered ? figuresByEndpoint(filtered.data) : null);
  }, [all, method, isFiltered, filtered.data]);
  const scope = useMemo(() => scopeOf(method, rows), [method, rows]);
  return {
    rows,
    baseline: useMemo(() => figuresByEndpoint(baseline.data), [baseline.data]),
    scope,
    isPending: endpoints.isPending || (isFiltered && filtered.isPending),
    error: endpoints.data === undefined ? endpoints.error : isFiltered ? filtered.error : null,
    refetch: () => void Promise.all([endpoints.refetch(), isFiltered ? filtered.refetch() : null]),
    isEmpty: all?.length === 0,
  };
}

/** The busiest ones, where there are more than one question can name. */
function scopeOf(method: string | null, rows: readonly EndpointRow[]): readonly number[] | undefined {
  if (method === null) return undefined;
  const busiest = [...rows].sort((left, right) => right.figures.requests - left.figures.requests).slice(0, MOST_IDS);
  return busiest.map(({ endpoint }) => endpoint.id).sort((left, right) => left - right);
}
