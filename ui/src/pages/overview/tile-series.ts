import type { MetricsAnswer } from '../../../../src/api/contract.ts';
import { type Buckets, type TimeSeries, valuesOf } from '../../charts/time-series.ts';
import type { Shifted } from '../../charts/use-overlay.ts';
import type { TileKind } from './tile-metrics.ts';

interface Course {
  readonly buckets: Buckets | null;
  readonly current: MetricsAnswer | undefined;
  readonly baseline: Shifted | null;
  readonly comparedWith: string;
}

/** Requests are bars, of which errors are a part; rates and durations are lines. */
export function requestSeries(
  tile: TileKind,
  course: Course,
): { readonly bars: readonly TimeSeries[]; readonly lines: readonly TimeSeries[] } {
  const { buckets, baseline, comparedWith } = course;
  if (buckets === null) return { bars: [], lines: [] };
  const rows = course.current?.rows ?? [];
  const isCount = tile.metric === 'requests';
  const missing = isCount ? 0 : null;
  const before: TimeSeries | null = baseline && {
    name: comparedWith,
    color: 'comparison',
    style: 'dashed',
    values: valuesOf(buckets, baseline.rows, (row) => row[tile.metric], { missing, shift: baseline.shift }),
  };
  const lines = before === null ? [] : [before];
  if (!isCount) {
    return {
      bars: [],
      lines: [
        {
          name: tile.label,
          color: tile.metric === 'errorRate' ? 'error' : 'ink',
          values: valuesOf(buckets, rows, (row) => row[tile.metric]),
        },
        ...lines,
      ],
    };
  }
  const bars: readonly TimeSeries[] = [
    {
      name: 'OK',
      color: 'ok',
      values: valuesOf(buckets, rows, (row) => (row.requests ?? 0) - (row.errors ?? 0), { missing: 0 }),
    },
    { name: 'Errors (4xx, 5xx)', color: 'error', values: valuesOf(buckets, rows, (row) => row.errors, { missing: 0 }) },
  ];
  return { bars, lines };
}
