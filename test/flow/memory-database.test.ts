import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

test.each(['sqlite://', 'sqlite:///:memory:'])('%s keeps everything in memory, and writes no file', async (url) => {
  const temporary = temporaryFolder();
  const app = await startApp('five-routes.mjs', { NMD_DATABASE: url, TMPDIR: temporary });
  for (let sent = 0; sent < 100; sent += 1) await fetch(`${app.url}/fast`);
  const dashboard = new DashboardClient(app.url);
  await eventually('signing in', () => dashboard.login());
  await eventually('all are stored', async () => {
    return (await dashboard.endpoint('GET /fast'))?.requests === 100 || undefined;
  });
  expect(await dashboard.status()).toMatchObject({ state: 'ok', database: { engine: 'memory', state: 'ready' } });
  expect(await app.kill()).toBe('SIGTERM');
  expect(readdirSync(temporary)).toEqual([]);
});
