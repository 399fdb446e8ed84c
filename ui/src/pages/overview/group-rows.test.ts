import { describe, expect, it } from 'vitest';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { NO_FIGURES } from '../../data/figures.ts';
import { type EndpointRow, endpointRows } from './endpoint-rows.ts';
import { groupRows, prefixOf } from './group-rows.ts';

function row(id: number, route: string, requests: number): EndpointRow {
  const endpoint = {
    id,
    route,
    requestsToday: 1,
    requestsWeek: 2,
    requestsOverall: 3,
    lastRequested: `2026-11-0${id}T00:00:00Z`,
  } as ApiEndpoint;
  return { kind: 'endpoint', endpoint, figures: { ...NO_FIGURES, requests }, timeShare: 0.25 };
}

describe('the prefix of a route', () => {
  it.each([
    ['/users/:id', '/users'],
    ['/api/v1/users/:id/orders', '/api/v1/users'],
    ['/api/:tenant', '/api'],
    ['/', '/'],
    ['/:slug', '/'],
    ['(unmatched)', '(unmatched)'],
  ])('%s is %s', (route, prefix) => {
    expect(prefixOf(route)).toBe(prefix);
  });
});

describe('grouping', () => {
  const rows = [row(1, '/users', 5), row(2, '/shop/cart', 4), row(3, '/users/:id', 3)];

  it('heads each prefix with its sums, in the order of the sorting', () => {
    const grouped = groupRows(rows, new Set());
    expect(grouped.map((each) => (each.kind === 'group' ? each.prefix : each.endpoint.id))).toEqual([
      '/users',
      1,
      3,
      '/shop',
      2,
    ]);
    expect(grouped[0]).toMatchObject({
      endpoints: 2,
      requests: 8,
      requestsWeek: 4,
      timeShare: 0.5,
      lastRequested: '2026-11-03T00:00:00Z',
    });
  });

  it('hides the rows of closed groups', () => {
    expect(groupRows(rows, new Set(['/users']))).toHaveLength(3);
  });
});

describe('rows under a filter', () => {
  it('leave out endpoints without requests, and share the filtered time', () => {
    const endpoints = [row(1, '/a', 5), row(2, '/b', 4), row(3, '/c', 3)].map(({ endpoint }) => endpoint);
    const filtered = new Map([
      [1, { ...NO_FIGURES, requests: 1, sum: 30 }],
      [3, { ...NO_FIGURES, requests: 1, sum: 10 }],
    ]);
    expect(endpointRows(endpoints, filtered).map(({ timeShare }) => timeShare)).toEqual([0.75, 0.25]);
  });
});
