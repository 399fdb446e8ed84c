import { describe, expect, it } from 'vitest';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { bucketsOf } from '../../charts/time-series.ts';
import { busiest, dailySeries, MOST_ENDPOINTS } from './daily-series.ts';

const buckets = bucketsOf(
  { from: '2026-11-01T00:00:00Z', to: '2026-11-03T00:00:00Z', step: '1d', timezone: 'UTC' },
  Date.parse('2026-11-04T00:00:00Z'),
);
const [first, second] = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'];

function endpoint(id: number, requests: number): ApiEndpoint {
  return { id, name: `GET /${id}`, color: 'rgb(1, 2, 3)', requests } as ApiEndpoint;
}

describe('requests per day', () => {
  it('are those of the busiest endpoints, and the rest of the total', () => {
    const series = dailySeries(buckets, [endpoint(1, 9)], {
      totals: [
        { time: first, requests: 10 },
        { time: second, requests: 4 },
      ],
      byEndpoint: [
        { time: first, endpoint: 1, requests: 7 },
        { time: second, endpoint: 1, requests: 4 },
      ],
    });
    expect(series.map(({ key, values }) => [key, values])).toEqual([
      ['1', [7, 4]],
      ['other', [3, 0]],
    ]);
  });

  it('have no rest when every endpoint is shown', () => {
    const rows = [{ time: first, endpoint: 1, requests: 7 }];
    expect(dailySeries(buckets, [endpoint(1, 7)], { totals: rows, byEndpoint: rows })).toHaveLength(1);
  });

  it('leave out endpoints that nobody requested, and the quietest of many', () => {
    const many = Array.from({ length: 20 }, (_, id) => endpoint(id, id));
    const shown = busiest(many).map(({ id }) => id);
    expect(shown).toHaveLength(MOST_ENDPOINTS);
    expect(shown[0]).toBe(19);
    expect(busiest([endpoint(1, 0)])).toEqual([]);
  });
});
