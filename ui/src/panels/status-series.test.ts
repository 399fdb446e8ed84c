import { describe, expect, it } from 'vitest';
import { bucketsOf } from '../charts/time-series.ts';
import { statusClassSeries, statusShareSeries, totalSeries } from './status-series.ts';

const buckets = bucketsOf(
  { from: '2026-11-03T10:00:00Z', to: '2026-11-03T12:00:00Z', step: '1h', timezone: 'UTC' },
  Date.parse('2026-11-04T00:00:00Z'),
);
const rows = [
  { time: '2026-11-03T10:00:00Z', statusCode: 200, requests: 5 },
  { time: '2026-11-03T10:00:00Z', statusCode: 201, requests: 2 },
  { time: '2026-11-03T11:00:00Z', statusCode: 503, requests: 1 },
];

describe('requests by status', () => {
  it('are summed per class, and classes without requests are left out', () => {
    const series = statusClassSeries(buckets, rows);
    expect(series.map(({ name, values }) => [name.slice(0, 3), values])).toEqual([
      ['2xx', [7, 0]],
      ['5xx', [0, 1]],
    ]);
  });

  it('are shares of their bucket, and none where nothing was requested', () => {
    const series = statusShareSeries(buckets, [
      ...rows,
      { time: '2026-11-03T10:00:00Z', statusCode: 404, requests: 1 },
    ]);
    expect(series.map(({ key, values }) => [key, values])).toEqual([
      ['5xx', [0, 1]],
      ['4xx', [1 / 8, 0]],
      ['2xx', [7 / 8, 0]],
    ]);
    const quiet = statusShareSeries(buckets, rows.slice(0, 1));
    expect(quiet[0]?.values).toEqual([1, null]);
  });

  it('are summed over all classes for the comparison', () => {
    expect(totalSeries(buckets, { rows, shift: 3_600_000 }, 'before').values).toEqual([0, 7]);
  });
});
