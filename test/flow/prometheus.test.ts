import autocannon from 'autocannon';
import { expect, it } from 'vitest';
import type { CreatedTokenAnswer } from '../../src/api/token-contract.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { PROMETHEUS_PATH, PrometheusServer } from '../support/prometheus-server.ts';

const SERVED = {
  'GET /users/:id 200': ['/users/1', 300],
  'GET /fast 200': ['/fast', 1200],
  'GET /broken 500': ['/broken', 70],
  'GET /missing 404': ['/missing', 33],
} as const;

if (PROMETHEUS_PATH === '') console.log('SKIPPED: there is no Prometheus here that could scrape the dashboard');

async function startServed(): Promise<{ app: AppProcess; dashboard: DashboardClient; token: string }> {
  const app = await startApp('five-routes.mjs', { NMD_DATABASE: `sqlite:///${temporaryFolder()}/nmd.db` });
  const dashboard = new DashboardClient(app.url);
  await eventually('signing in', () => dashboard.login());
  const body = { name: 'Prometheus', scopes: ['metrics'], expiresInDays: 1 };
  const { secret } = await dashboard.json<CreatedTokenAnswer>('POST', '/tokens', body);
  for (const [path, amount] of Object.values(SERVED)) {
    await autocannon({ url: app.url + path, connections: 10, amount });
  }
  await (await fetch(`${app.url}/own-log`)).arrayBuffer();
  return { app, dashboard, token: secret };
}

it.skipIf(PROMETHEUS_PATH === '')(
  'Prometheus scrapes the dashboard, and its queries have the right counts',
  async () => {
    const { app, dashboard, token } = await startServed();
    const target = { host: new URL(app.url).host, path: '/dashboard/metrics', token };
    const prometheus = await PrometheusServer.start(temporaryFolder(), target);
    try {
      const counts = await eventually(
        'Prometheus has scraped',
        async () => {
          const found = await prometheus.query('http_requests_total', ['method', 'route', 'status_code']);
          return Object.keys(found).length >= Object.keys(SERVED).length ? found : undefined;
        },
        30_000,
      );
      expect(counts).toEqual(Object.fromEntries(Object.entries(SERVED).map(([name, [, amount]]) => [name, amount])));
      expect(await prometheus.query('http_request_duration_seconds_count', ['route'])).toMatchObject({
        '/users/:id': 300,
        '/fast': 1200,
      });
      // Of a histogram, so between the ends of the bucket that it lies in.
      const p95 = (await dashboard.endpoint('GET /users/:id'))?.p95 ?? Number.NaN;
      const expression = 'histogram_quantile(0.95, http_request_duration_seconds_bucket{route="/users/:id"})';
      const { '/users/:id': seconds } = await prometheus.query(expression, ['route']);
      const ends = [5, 10, 25, 50, 100, 250, 500, 1000, 2500];
      const end = ends.findIndex((each) => each >= p95);
      expect(seconds).toBeGreaterThanOrEqual((ends[end - 1] ?? 0) / 1000);
      expect(seconds).toBeLessThanOrEqual((ends[end] ?? 0) / 1000);
      expect(await prometheus.query('nmd_database_up', ['job'])).toEqual({ shop: 1 });
      expect(await prometheus.query('sum(nmd_records_dropped_total)', [])).toEqual({ '': 0 });
    } finally {
      await prometheus.stop();
    }
  },
);

it('lets nobody scrape without a token of that scope', async () => {
  const { app, dashboard, token } = await startServed();
  const scrape = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${app.url}/dashboard/metrics`, { headers });
  expect((await scrape({})).status).toBe(401);
  expect((await scrape({ authorization: 'Bearer nmd_wrong' })).status).toBe(401);
  const body = { name: 'Exports', scopes: ['export'], expiresInDays: null };
  const { secret } = await dashboard.json<CreatedTokenAnswer>('POST', '/tokens', body);
  expect((await scrape({ authorization: `Bearer ${secret}` })).status).toBe(403);
  const answer = await scrape({ authorization: `Bearer ${token}` });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
});
