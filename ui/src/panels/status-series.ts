import type { ApiMetricsRow } from '../../../src/api/contract.ts';
import type { ChartColor } from '../charts/chart-colors.ts';
import { type Buckets, bucketAt, type TimeSeries } from '../charts/time-series.ts';
import type { Shifted } from '../charts/use-overlay.ts';

const CLASSES: readonly { readonly first: number; readonly name: string; readonly color: ChartColor }[] = [
  { first: 2, name: '2xx OK', color: 'ok' },
  { first: 3, name: '3xx Redirect, cached', color: 'mark' },
  { first: 1, name: '1xx', color: 'markSoft' },
  { first: 4, name: '4xx Client error', color: 'warning' },
  { first: 5, name: '5xx Server error', color: 'error' },
];

export function statusColor(statusCode: number): ChartColor {
  return CLASSES.find(({ first }) => first === Math.floor(statusCode / 100))?.color ?? 'mark';
}

/** Requests per bucket, of each class of status codes that occurs. */
export function statusClassSeries(buckets: Buckets, rows: readonly ApiMetricsRow[]): readonly TimeSeries[] {
  return CLASSES.map(({ first, name, color }) => {
    const ofClass = rows.filter(({ statusCode }) => Math.floor(Number(statusCode) / 100) === first);
    return { name, color, values: sums(buckets, ofClass, 0) };
  }).filter(({ values }) => values.some((value) => value > 0));
}

/** All requests of the time compared with. */
export function totalSeries(buckets: Buckets, { rows, shift }: Shifted, name: string): TimeSeries {
  return { name, color: 'comparison', style: 'dashed', values: sums(buckets, rows, shift) };
}

function sums(buckets: Buckets, rows: readonly ApiMetricsRow[], shift: number): readonly number[] {
  const values = buckets.starts.map(() => 0);
  for (const { time, requests } of rows) {
    const index = bucketAt(buckets, Date.parse(String(time)) + shift);
    if (index !== null) values[index] = (values[index] ?? 0) + (requests ?? 0);
  }
  return values;
}

/** A class of status codes as a series that can be hidden. */
export interface StatusSeries extends TimeSeries {
  /** `5xx`. */
  readonly key: string;
}

/** Each class's part of the requests of a bucket, 0-1; null where there were none. Errors come first: they are to be compared. */
export function statusShareSeries(buckets: Buckets, rows: readonly ApiMetricsRow[]): readonly StatusSeries[] {
  const series = statusClassSeries(buckets, rows).toReversed();
  const totals = buckets.starts.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  return series.map((each) => ({
    ...each,
    key: each.name.slice(0, 3),
    values: each.values.map((value, index) => {
      const total = totals[index] ?? 0;
      return total === 0 ? null : (value ?? 0) / total;
    }),
  }));
}
