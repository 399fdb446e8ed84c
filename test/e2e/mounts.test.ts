import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CREDENTIALS } from '../support/app-process.ts';
import { chartCard, drawnColors } from './chart-reading.ts';
import { logIn } from './login-form.ts';
import { endpointRows } from './overview-reading.ts';
import { type PrefixProxy, startPrefixProxy } from './prefix-proxy.ts';
import { describeInBrowser } from './stage.ts';

describeInBrowser('a dashboard of a mounted app', { fixture: 'mounted.mjs', path: '/admin/dashboard' }, (stage) => {
  it('works below the path of its app', async () => {
    await fetch(`${stage.app.url}/admin/stock/7`);
    const page = await stage.visit('', { as: null });
    await useDashboard(page, `${stage.app.url}/admin/dashboard`, '/admin/stock/:id');
  });
});

describeInBrowser('a dashboard behind a proxy that strips a prefix', { fixture: 'bookshop.mjs' }, (stage) => {
  let proxy: PrefixProxy;
  beforeAll(async () => {
    proxy = await startPrefixProxy('/tools', stage.app.url);
  });
  afterAll(() => proxy.close());

  it('works below that prefix, under the strictest policy', async () => {
    const page = await stage.visit(`${proxy.url}/dashboard`, { as: null });
    await useDashboard(page, `${proxy.url}/dashboard`, '/books/:id');
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByRole('dialog', { name: 'Time range' }).getByRole('button', { name: 'Show this range' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Endpoint or page' }).waitFor();
  });
});

/** From the login to an endpoint's page and a reload there, all below the mount. */
async function useDashboard(page: Page, mount: string, route: string): Promise<void> {
  const strays: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(mount)) strays.push(request.url());
  });
  await page.waitForURL(`${mount}/login?next=**`);
  await logIn(page, CREDENTIALS);
  await page.waitForURL(`${mount}/overview`);
  await drawnColors(chartCard(page, 'Requests over time'));
  await page.getByRole('button', { name: 'Live updates: live. Pause' }).waitFor();
  await endpointRows(page).getByRole('link', { name: route, exact: true }).click();
  await page.waitForURL(new RegExp(`^${mount}/endpoint/\\d+$`));
  await drawnColors(chartCard(page, 'Latency over time'));
  await page.reload();
  await drawnColors(chartCard(page, 'Latency over time'));
  expect(strays).toEqual([]);
}
