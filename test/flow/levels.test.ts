import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually, pause, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

it('a level changed in one process holds in all within 5 s, and after a restart', async () => {
  const environment = { NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}` };
  const first = await startApp('awkward.mjs', environment);
  const second = await startApp('awkward.mjs', environment);
  const dashboard = new DashboardClient(first.url);
  await dashboard.login();
  await fetch(`${second.url}/work`);
  const endpoint = await eventually('the endpoint is listed', () => dashboard.endpoint('GET /work'));
  await eventually('its request is stored', async () =>
    (await dashboard.endpoint('GET /work'))?.requests === 1 ? true : undefined,
  );

  expect(await dashboard.json('PATCH', `/endpoints/${endpoint.id}`, { level: 0 })).toMatchObject({ level: 0 });
  await pause(5000);
  const before = await dashboard.endpoint('GET /work');
  for (const app of [first, second]) await fetch(`${app.url}/work`);
  for (const app of [first, second]) await fetch(`${app.url}/flush`);
  const after = await dashboard.endpoint('GET /work');
  expect(after?.requests).toBe(1);
  expect(Date.parse(after?.lastRequested ?? '')).toBeGreaterThan(Date.parse(before?.lastRequested ?? ''));

  await second.kill();
  const restarted = await startApp('awkward.mjs', environment);
  // Whatever the machine: it has opened its database when somebody can sign in.
  await new DashboardClient(restarted.url).login();
  await pause(1500);
  await fetch(`${restarted.url}/work`);
  await fetch(`${restarted.url}/flush`);
  expect(await dashboard.endpoint('GET /work')).toMatchObject({ level: 0, requests: 1 });
});

it('refuses levels that do not exist', async () => {
  const app = await startApp('awkward.mjs', { NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}` });
  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  const endpoint = await eventually('the endpoint is listed', () => dashboard.endpoint('GET /work'));
  for (const level of [4, -1, 1.5, '1', null]) {
    expect((await dashboard.call('PATCH', `/endpoints/${endpoint.id}`, { level })).status).toBe(400);
  }
  expect((await dashboard.endpoint('GET /work'))?.level).toBe(1);
});
