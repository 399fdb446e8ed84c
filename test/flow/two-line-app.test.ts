import { join } from 'node:path';
import autocannon from 'autocannon';
import { expect, it } from 'vitest';
import { startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const REQUESTS = 10_000;
const CALLS = [
  { method: 'GET', path: '/users/7', route: '/users/:id' },
  { method: 'GET', path: '/users/8?full=1', route: '/users/:id' },
  { method: 'GET', path: '/fast', route: '/fast' },
  { method: 'POST', path: '/orders', route: '/orders' },
  { method: 'GET', path: '/broken', route: '/broken' },
  { method: 'GET', path: '/missing', route: '/missing' },
  { method: 'GET', path: '/no/such/url', route: null },
] as const;

interface Seen {
  /** `GET /users/:id 200` → how often the client saw it. */
  readonly counts: Record<string, number>;
}

function nameOf(call: (typeof CALLS)[number]): string {
  return call.route === null ? '(unmatched)' : `${call.method} ${call.route}`;
}

async function load(url: string): Promise<Seen> {
  const counts: Record<string, number> = {};
  const result = await autocannon({
    url,
    connections: 40,
    amount: REQUESTS,
    requests: CALLS.map((call) => ({
      method: call.method,
      path: call.path,
      onResponse: (status) => {
        const key = `${nameOf(call)} ${status}`;
        counts[key] = (counts[key] ?? 0) + 1;
      },
    })),
  });
  expect(result.errors).toBe(0);
  return { counts };
}

function exactPercentile(sorted: readonly number[], p: number): number {
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

it('counts and percentiles of 10,000 requests are what the client and the handlers saw', async () => {
  const app = await startApp('five-routes.mjs', {
    NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}`,
    // Sketches may be 0.75 % off. What lies between the two clocks, Express and the end of the response, must fit into
    // the rest of the 1 % on a slow machine too: 35 microseconds would be all of it without this.
    SLEEP_FACTOR: '8',
  });
  const { counts } = await load(app.url);
  const log = (await (await fetch(`${app.url}/own-log`)).json()) as Record<string, number[]>;

  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  const endpoints = await dashboard.endpoints();
  const names = new Map(endpoints.map(({ id, name }) => [id, name]));

  const byStatus = await dashboard.metrics('metrics=requests&dimensions=endpoint,statusCode');
  const stored = Object.fromEntries(
    byStatus.rows.map((row) => [`${names.get(Number(row.endpoint))} ${row.statusCode}`, row.requests]),
  );
  expect(stored).toEqual(counts);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);

  for (const route of ['GET /users/:id', 'POST /orders']) {
    const exact = (log[route] ?? []).toSorted((a, b) => a - b);
    const endpoint = endpoints.find(({ name }) => name === route);
    expect(endpoint?.requests).toBe(exact.length);
    for (const [p, measured] of [
      [50, endpoint?.p50],
      [95, endpoint?.p95],
      [99, endpoint?.p99],
    ] as const) {
      const relativeError = Math.abs((measured ?? 0) / exactPercentile(exact, p) - 1);
      expect(relativeError, `${route} p${p}`).toBeLessThan(0.01);
    }
  }
});
