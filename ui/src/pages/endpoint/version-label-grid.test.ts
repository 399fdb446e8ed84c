import { describe, expect, it } from 'vitest';
import { versionLabelGrid } from './version-label-grid.ts';

const seen = (version: string, day: number) => ({
  version,
  firstSeen: `2026-11-0${day}T00:00:00Z`,
  lastSeen: `2026-11-0${day}T12:00:00Z`,
  requests: 1,
});

const parts = {
  dimension: 'group',
  metric: 'p50',
  rows: [
    { group: 'ada', version: '2', requests: 50, p50: 10, p95: 90 },
    { group: 'bea', version: '1', requests: 40, p50: 40, p95: 50 },
    { group: 'bea', version: '2', requests: 20, p50: 20, p95: 30 },
    { group: null, version: '1', requests: 5, p50: 10, p95: 10 },
  ],
  versions: [seen('2', 2), seen('1', 1)],
  page: '/endpoint/1',
} as const;

describe('users by version', () => {
  const { grid, labels, columns } = versionLabelGrid({ ...parts, look: 'circles' });

  it('have the busiest user on top and the newest version on the right', () => {
    expect(labels).toEqual(['bea', 'ada', null]);
    expect(columns).toEqual(['1', '2']);
    expect(grid.rows.map(({ label }) => label)).toEqual(['bea', 'ada', 'No user']);
  });

  it('are circles whose area is the duration', () => {
    expect(grid.cells.map((cells) => cells.map((cell) => cell?.share ?? null))).toEqual([
      [1, 0.5],
      [null, 0.25],
      [0.25, null],
    ]);
  });

  it('are pale where there were few requests', () => {
    expect(grid.cells[0]?.map((cell) => cell?.isDoubted)).toEqual([false, true]);
  });

  it('are shaded by ratio in the heat map', () => {
    const { cells } = versionLabelGrid({ ...parts, look: 'heat' }).grid;
    expect(cells[0]?.[0]?.share).toBe(1);
    expect(cells[0]?.[1]?.share).toBeCloseTo(0.5);
    expect(cells[1]?.[1]?.share).toBe(0);
  });
});
