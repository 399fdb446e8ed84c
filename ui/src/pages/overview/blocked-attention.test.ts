import { describe, expect, it } from 'vitest';
import type { ApiBlockedFinding } from '../../../../src/api/contract.ts';
import { blockedAttention } from './blocked-attention.ts';

const NAMES = new Map([
  [1, 'GET /report'],
  [2, 'GET /a'],
  [3, 'GET /b'],
  [4, 'GET /c'],
]);

function finding(changes: Partial<ApiBlockedFinding>): ApiBlockedFinding {
  return {
    blockedBy: 'GET /report',
    endpointId: 1,
    outliers: 4,
    profiles: 3,
    queuedMillis: 250,
    victims: [2, 3, 4].map((endpointId) => ({ endpointId, outliers: 1, profiles: 1, queuedMillis: 80 })),
    ...changes,
  };
}

describe('blocked by a neighbour', () => {
  it('names who held the loop, how much that cost, and whom', () => {
    const [item] = blockedAttention([finding({})], NAMES);
    expect(item).toMatchObject({ title: 'GET /report', endpointId: 1, tab: 'grouped-profiler' });
    expect(item?.text.replaceAll('\u00a0', ' ')).toBe(
      'held the event loop while others could have gone on: 4 outliers and 3 profiled requests, which waited 250 ms (GET /a, GET /b, 1 more)',
    );
  });

  it('leads to the list of profiles where none was profiled among the victims', () => {
    expect(blockedAttention([finding({ profiles: 0, queuedMillis: 0 })], NAMES)[0]?.tab).toBe('profiler');
  });

  it('is quiet about what happens now and then, and about endpoints that are gone', () => {
    expect(blockedAttention([finding({ outliers: 2, queuedMillis: 60 })], NAMES)).toEqual([]);
    expect(blockedAttention([finding({ endpointId: null })], NAMES)).toEqual([]);
  });
});
