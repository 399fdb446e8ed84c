import { describe, expect, it } from 'vitest';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { multiVersionGrid } from './multi-version-grid.ts';

const endpoint = (id: number): ApiEndpoint => ({ id, name: `GET /${id}` }) as ApiEndpoint;

describe('endpoints by version', () => {
  const { grid, most, table } = multiVersionGrid({
    endpoints: [endpoint(1), endpoint(2)],
    byVersion: [
      { version: 'b', requests: 200 },
      { version: 'a', requests: 10 },
    ],
    byBoth: [
      { endpoint: 1, version: 'b', requests: 150 },
      { endpoint: 2, version: 'b', requests: 50 },
      { endpoint: 1, version: 'a', requests: 10 },
    ],
    versions: [
      { version: 'b', firstSeen: '2026-11-02T00:00:00Z', lastSeen: '2026-11-03T00:00:00Z', requests: 200 },
      { version: 'a', firstSeen: '2026-11-01T00:00:00Z', lastSeen: '2026-11-02T00:00:00Z', requests: 10 },
    ],
  });

  it('are shares of each version’s requests, the oldest version first', () => {
    expect(table).toEqual({
      columns: ['Endpoint', 'a', 'b'],
      rows: [
        ['GET /1', 1, 0.75],
        ['GET /2', 0, 0.25],
      ],
    });
  });

  it('are shaded by the largest share, and empty where nothing was requested', () => {
    expect(most).toBe(1);
    expect(grid.cells.map((cells) => cells.map((cell) => cell?.share ?? null))).toEqual([
      [1, 0.75],
      [null, 0.25],
    ]);
  });
});
