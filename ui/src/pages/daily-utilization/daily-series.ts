import type { ApiEndpoint, ApiMetricsRow } from '../../../../src/api/contract.ts';
import type { SeriesColor } from '../../charts/chart-colors.ts';
import { type Buckets, type TimeSeries, valuesOf } from '../../charts/time-series.ts';

export interface DailySeries extends TimeSeries {
  /** Id of the endpoint, or `other`. */
  readonly key: string;
}

export const OTHERS = 'other';
/** More could not be told apart. */
export const MOST_ENDPOINTS = 12;

/** The busiest first. */
export function busiest(endpoints: readonly ApiEndpoint[]): readonly ApiEndpoint[] {
  return endpoints
    .filter(({ requests }) => requests > 0)
    .toSorted((left, right) => right.requests - left.requests)
    .slice(0, MOST_ENDPOINTS);
}

interface DailyRows {
  /** Of all endpoints together. */
  readonly totals: readonly ApiMetricsRow[];
  readonly byEndpoint: readonly ApiMetricsRow[];
}

/** Requests per day of each endpoint, and what is left of the total. */
export function dailySeries(
  buckets: Buckets,
  endpoints: readonly ApiEndpoint[],
  { totals, byEndpoint }: DailyRows,
): readonly DailySeries[] {
  const requests = (rows: readonly ApiMetricsRow[]): readonly number[] =>
    valuesOf(buckets, rows, (row) => row.requests, { missing: 0 }).map((value) => value ?? 0);
  const series = endpoints.map(
    ({ id, name, color }): DailySeries => ({
      key: String(id),
      name,
      color: color as SeriesColor,
      values: requests(byEndpoint.filter((row) => row.endpoint === id)),
    }),
  );
  const left = requests(totals).map((total, index) =>
    series.reduce((rest, { values }) => Math.max(0, rest - (values[index] ?? 0)), total),
  );
  if (left.every((value) => value === 0)) return series;
  return [...series, { key: OTHERS, name: 'All other endpoints', color: 'markSoft', values: left }];
}
