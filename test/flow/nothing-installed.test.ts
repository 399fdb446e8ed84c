import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type AppProcess, eventually, pause, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

function start(level: string): Promise<AppProcess> {
  return startApp('outliers.mjs', { NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}`, LEVEL: level });
}

async function serve({ url }: AppProcess, requests: number): Promise<void> {
  for (let index = 0; index < requests; index += 1) {
    await Promise.all(['/fast', '/blocking?millis=150', '/stuck/1'].map((path) => fetch(url + path)));
  }
}

/** The runtime's, at every level: both cost next to nothing between two collections and two rings of a timer. */
const ALWAYS = ['event-loop delay monitor', 'performance observer'];

/** What was installed, each kind once. */
function installed(app: AppProcess): readonly string[] {
  return [...new Set([...app.output().matchAll(/^installed: (.+)$/gm)].map(([, what = '']) => what))].sort();
}

it.each(['0', '1'])('nothing that follows requests is installed while all endpoints are at level %s', async (level) => {
  const app = await start(level);
  await serve(app, 15);
  await pause(1500);
  expect(installed(app)).toEqual(ALWAYS);
  expect(await app.kill()).toBe('SIGTERM');
});

it('what a higher level installs is seen, comes with the level and goes with it', async () => {
  const app = await start('1');
  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  await serve(app, 15);
  expect(installed(app)).toEqual(ALWAYS);
  const endpoint = await eventually('the endpoint is listed', () => dashboard.endpoint('GET /fast'));

  await dashboard.json('PATCH', `/endpoints/${endpoint.id}`, { level: 3 });
  await eventually('the levels are known', async () => {
    await serve(app, 1);
    return installed(app).length >= 4 ? true : undefined;
  });
  expect(installed(app)).toEqual(['async hook', ...ALWAYS.slice(0, 1), 'inspector session', ...ALWAYS.slice(1)]);

  await dashboard.json('PATCH', `/endpoints/${endpoint.id}`, { level: 1 });
  await pause(3000);
  const before = app.output();
  await serve(app, 10);
  expect(app.output()).toBe(before);
});
