import type { ChartTable } from './chart-table.ts';
import type { Buckets, TimeSeries } from './time-series.ts';

export function seriesTable(buckets: Buckets | null, series: readonly TimeSeries[]): ChartTable {
  const starts = buckets?.starts ?? [];
  return {
    columns: ['Time', ...series.map(({ name }) => name)],
    rows: starts.map((start, index) => [
      new Date(start).toISOString(),
      ...series.map(({ values }) => values[index] ?? null),
    ]),
  };
}
