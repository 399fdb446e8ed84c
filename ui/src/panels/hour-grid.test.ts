import { describe, expect, it } from 'vitest';
import type { MetricsAnswer } from '../../../src/api/contract.ts';
import { hourGrid, hourRange, hourTable } from './hour-grid.ts';

const ZONE = 'Europe/Amsterdam';
const midnight = (text: string): number => Date.parse(`${text}:00Z`);
/** The day on which clocks go back: it has 25 hours. */
const AUTUMN = midnight('2026-10-24T22:00');
const NEXT = midnight('2026-10-25T23:00');

const answer: MetricsAnswer = {
  rows: [
    { day: new Date(AUTUMN).toISOString(), hourOfDay: 2, requests: 80, errorRate: 0.1, p95: 40 },
    { day: new Date(NEXT).toISOString(), hourOfDay: 2, requests: 20, errorRate: 0, p95: 10 },
  ],
  from: '2026-10-25T05:00:00Z',
  to: '2026-10-26T12:00:00Z',
  step: '1h',
  timezone: ZONE,
};

describe('requests by day and hour', () => {
  it('lie in the column of their day in the zone, also where a day has 25 hours', () => {
    const { grid, days } = hourGrid(answer, 'requests', []);
    expect(days).toEqual([AUTUMN, NEXT]);
    expect(grid.columns.map(({ label }) => label)).toEqual(['25 Oct', '26 Oct']);
    expect(grid.cells[2]?.map((cell) => cell?.share)).toEqual([1, 0.25]);
    expect(grid.cells[3]).toEqual([null, null]);
  });

  it('open the hour on the clock, which is two hours long where clocks go back', () => {
    expect(hourRange(AUTUMN, 2, ZONE)).toEqual({ from: '2026-10-25T00:00:00.000Z', to: '2026-10-25T02:00:00.000Z' });
    expect(hourRange(NEXT, 2, ZONE)).toEqual({ from: '2026-10-26T01:00:00.000Z', to: '2026-10-26T02:00:00.000Z' });
  });

  it('are doubted when a rate is of few, counts never', () => {
    const doubted = (metric: 'requests' | 'p95') =>
      hourGrid(answer, metric, []).grid.cells[2]?.map((cell) => cell?.isDoubted);
    expect(doubted('p95')).toEqual([false, true]);
    expect(doubted('requests')).toEqual([false, false]);
  });

  it('mark deploys where they lie within their day', () => {
    const noon = NEXT + 12 * 3_600_000;
    const { grid } = hourGrid(answer, 'requests', [
      { version: '2', time: noon },
      { version: '1', time: AUTUMN - 1 },
      { version: '3', time: NEXT + 48 * 3_600_000 },
    ]);
    expect(grid.markers).toEqual([{ column: 1.5, label: '2' }]);
  });

  it('are in the order of time in the table', () => {
    const reversed = { ...answer, rows: answer.rows.toReversed() };
    expect(hourTable(reversed).rows.map(([hour, requests]) => [hour, requests])).toEqual([
      ['2026-10-25T00:00:00.000Z', 80],
      ['2026-10-26T01:00:00.000Z', 20],
    ]);
  });
});
