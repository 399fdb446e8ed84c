import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ApiRegression, RegressionsAnswer } from '../../src/api/contract.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const REQUESTS = 100;
/** The first look at a version is when it is a minute old; looks are made once a minute. */
const LOOK_MILLIS = 150_000;

async function start(database: string, version: string): Promise<{ app: AppProcess; dashboard: DashboardClient }> {
  const app = await startApp('regressing.mjs', { NMD_DATABASE: database, NMD_VERSION: version });
  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  return { app, dashboard };
}

/** Those that compute one after the other, so that none waits for another. */
async function visit({ url }: AppProcess): Promise<void> {
  for (const [path, atOnce] of [
    ['/steady', 10],
    ['/also-steady', 10],
    ['/failing', 10],
    ['/priced', 1],
  ] as const) {
    for (let left = REQUESTS; left > 0; left -= atOnce)
      await Promise.all(Array.from({ length: atOnce }, async () => (await fetch(url + path)).text()));
  }
}

it('a version that is slower on one endpoint and fails on another is told with the line of code, and no other endpoint is', {
  timeout: 300_000,
}, async () => {
  const database = `sqlite:///${join(temporaryFolder(), 'nmd.db')}`;
  const before = await start(database, '1.0');
  const endpoint = await eventually('the app lists its endpoints', () => before.dashboard.endpoint('GET /priced'));
  await before.dashboard.json('PATCH', `/endpoints/${endpoint.id}`, { level: 3 });
  await visit(before.app);
  await before.app.kill();
  const { app, dashboard } = await start(database, '2.0');
  await visit(app);
  const regressions = await eventually<readonly ApiRegression[]>(
    'the new version is compared',
    async () => {
      const found = (await dashboard.json<RegressionsAnswer>('GET', '/regressions')).regressions;
      return found.length > 0 ? found : undefined;
    },
    LOOK_MILLIS,
  );
  expect(regressions.map(({ name, question }) => `${name} ${question}`).sort()).toEqual([
    'GET /failing errorRate',
    'GET /priced latency',
  ]);
  const [priced] = regressions.filter(({ question }) => question === 'latency');
  expect(priced).toMatchObject({
    ...{ occasion: 'version', version: '2.0' },
    baseline: { version: '1.0', requests: REQUESTS },
    comparison: { version: '2.0', requests: REQUESTS },
  });
  expect(priced?.effect).toBeGreaterThan(3);
  const [line] = priced?.lines ?? [];
  expect(line?.file).toMatch(/regressing\.mjs$/);
  expect(['priceOf', 'spin']).toContain(line?.function);
  expect((line?.comparisonMillis ?? 0) - (line?.baselineMillis ?? 0)).toBeGreaterThan(10);
  const [failing] = regressions.filter(({ question }) => question === 'errorRate');
  expect(failing?.effect).toBeCloseTo(1 / 3, 1);
});
