import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiEndpoint } from '../../src/api/contract.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { describeInBrowser, GUEST, type Stage } from './stage.ts';

describeInBrowser('level switch', { fixture: 'bookshop.mjs', isAlone: true }, (stage) => {
  it('changes the level for good, on the overview and the endpoint’s page', async () => {
    const endpoint = await endpointOf(stage, 'GET /books');
    const page = await stage.visit('/overview');
    await choose(page, endpoint, 3);
    await expect.poll(async () => (await endpointOf(stage, 'GET /books')).level).toBe(3);
    await page.reload();
    await levelOf(page, endpoint, 3).waitFor();
    expect(await levelOf(page, endpoint, 3).isChecked()).toBe(true);

    await page.goto(`${stage.url}/endpoint/${endpoint.id}`);
    await choose(page, endpoint, 2);
    await expect.poll(async () => (await endpointOf(stage, 'GET /books')).level).toBe(2);
  });

  it('is worked with arrow keys', async () => {
    const endpoint = await endpointOf(stage, 'GET /search');
    const page = await stage.visit('/overview');
    await levelOf(page, endpoint, 1).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await endpointOf(stage, 'GET /search')).level).toBe(0);
  });

  it('shows the old level again, and why, when the server refuses', async () => {
    const endpoint = await endpointOf(stage, 'POST /orders');
    const page = await stage.visit('/overview');
    stage.faults(page).expect(/503 .*api\/endpoints\/\d+/);
    await page.route(`**/api/endpoints/${endpoint.id}`, (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            json: { title: 'Unavailable', status: 503, code: 'storage-unavailable', detail: 'The database is locked.' },
          })
        : route.continue(),
    );
    await choose(page, endpoint, 2);
    const failure = page.getByRole('alert').filter({ hasText: 'The level of POST /orders was not changed' });
    await failure.getByText('The database is locked.').waitFor();
    await expect.poll(() => levelOf(page, endpoint, 1).isChecked()).toBe(true);
    expect((await endpointOf(stage, 'POST /orders')).level).toBe(1);
    await failure.getByRole('button', { name: 'Dismiss' }).click();
    await failure.waitFor({ state: 'hidden' });
  });

  it('is only looked at by guests, whom the API refuses, too', async () => {
    const endpoint = await endpointOf(stage, 'GET /');
    const page = await stage.visit('/overview', { as: GUEST });
    await levelOf(page, endpoint, 1).waitFor();
    for (const level of [0, 1, 2, 3]) expect(await levelOf(page, endpoint, level).isDisabled()).toBe(true);
    const guest = new DashboardClient(stage.app.url);
    await guest.login(GUEST);
    expect((await guest.call('PATCH', `/endpoints/${endpoint.id}`, { level: 0 })).status).toBe(403);
    expect((await endpointOf(stage, 'GET /')).level).toBe(1);
  });
});

async function endpointOf(stage: Stage, name: string): Promise<ApiEndpoint> {
  const found = await stage.api.endpoint(name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
}

function levelOf(page: Page, { name }: ApiEndpoint, level: number): Locator {
  return page
    .getByRole('group', { name: `Monitoring level of ${name}`, exact: true })
    .getByRole('radio', { name: `Level ${level}:` });
}

/** As a pointer does: the radio itself lies below its number. */
async function choose(page: Page, endpoint: ApiEndpoint, level: number): Promise<void> {
  await levelOf(page, endpoint, level).locator('..').click();
}
