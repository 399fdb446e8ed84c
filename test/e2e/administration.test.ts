import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ConfigAnswer, DatabaseAnswer, PruneAnswer } from '../../src/api/admin-contract.ts';
import { describeInBrowser, GUEST } from './stage.ts';

describeInBrowser('administration', { fixture: 'bookshop.mjs', isAlone: true }, (stage) => {
  it('lists every option with its origin, and no secret', async () => {
    const page = await stage.visit('/configuration');
    const { options } = await stage.api.json<ConfigAnswer>('GET', '/config');
    const table = page.getByRole('group', { name: 'Settings', exact: true });
    await rowOf(table, 'authorize').waitFor();
    expect(await table.locator('table').getAttribute('aria-rowcount')).toBe(String(options.length + 1));
    await page.getByRole('searchbox', { name: 'Filter settings' }).fill('e');
    await page.waitForURL(/q=e$/);
    await page.getByRole('searchbox', { name: 'Filter settings' }).fill('password');
    const password = rowOf(table, 'password');
    expect(await password.getByRole('cell').allTextContents()).toEqual(['password', '(hidden)', 'environment']);
    await page.getByRole('searchbox', { name: 'Filter settings' }).fill('groupBy');
    await expect.poll(() => rowOf(table, 'groupBy').getByRole('cell').last().textContent()).toBe('code');
    await page
      .getByRole('navigation', { name: 'Parts of the configuration' })
      .getByRole('link', { name: 'Versions' })
      .click();
    const versions = page.getByRole('group', { name: 'Versions of the app', exact: true });
    await versions.getByRole('link', { name: '1.1.0' }).click();
    await page.getByRole('button', { name: 'Remove the filter Version 1.1.0' }).waitFor();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });

  it('shows guests neither configuration nor database', async () => {
    const page = await stage.visit('/configuration', { as: GUEST });
    await page.getByText('Only admins see the configuration').waitFor();
    await page.goto(`${stage.url}/configuration/versions`);
    await page.getByRole('heading', { name: 'Deployment' }).waitFor();
    await page.goto(`${stage.url}/database_management`);
    await page.getByText('Only admins see the database').waitFor();
  });

  it('says what the database holds and how long, and prunes after asking', async () => {
    const page = await stage.visit('/database_management');
    const tables = page.getByRole('group', { name: 'Tables', exact: true });
    await rowOf(tables, 'requests').waitFor();
    const { retention } = await stage.api.json<DatabaseAnswer>('GET', '/database');
    const kept = page.getByRole('region', { name: 'Retention' });
    await kept.getByText(`${retention.requestDays} days`).waitFor();

    const prune = page.getByRole('region', { name: 'Prune' });
    const lastRun = async (): Promise<string | undefined> =>
      (await stage.api.json<DatabaseAnswer>('GET', '/database')).lastPrune?.startedAt;
    // The app prunes by itself soon after its start, and one prunes at a time.
    await expect.poll(lastRun).toBeDefined();
    await prune.getByRole('button', { name: 'Preview' }).click();
    await expect
      .poll(() => prune.getByRole('status').textContent())
      .toMatch(/^(nothing|[\d,]+ requests, [\d,]+ rollups, and [\d,]+ outliers and profiles)$/);
    await prune.getByRole('button', { name: 'Prune now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Prune now?' });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const before = await stage.api.json<DatabaseAnswer>('GET', '/database');
    await prune.getByRole('button', { name: 'Prune now' }).click();
    await dialog.getByRole('button', { name: 'Prune now' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(lastRun).not.toBe(before.lastPrune?.startedAt);
    await prune.getByText(/^Done: /).waitFor();
    const left = await stage.api.json<PruneAnswer>('POST', '/database/prune', { dryRun: true });
    expect(left.removes).toEqual({ requests: 0, rollups: 0, details: 0 });
  });

  it('merges an endpoint into another', async () => {
    const [from, into] = await Promise.all([endpoint('PUT /account/profile'), endpoint('GET /account/profile')]);
    const page = await stage.visit('/database_management');
    await page.getByRole('button', { name: 'Merge PUT /account/profile' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge PUT /account/profile into another endpoint?' });
    await dialog.getByText(`${from.requestsOverall.toLocaleString('en-US')} requests`).waitFor();
    expect(await dialog.getByRole('button', { name: 'Merge for good' }).isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: 'Into' }).selectOption({ label: 'GET /account/profile' });
    await dialog.getByRole('button', { name: 'Merge for good' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Merge PUT /account/profile' }).waitFor({ state: 'detached' });
    const merged = await endpoint('GET /account/profile');
    expect(merged.requestsOverall).toBe(from.requestsOverall + into.requestsOverall);
  });

  it('deletes an endpoint once its name is typed', async () => {
    const name = 'DELETE /admin/books/:id';
    const page = await stage.visit('/database_management');
    await page.getByRole('searchbox', { name: 'Filter endpoints' }).fill('admin');
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
    const confirm = dialog.getByRole('button', { name: 'Delete for good' });
    await dialog.getByRole('textbox').fill('DELETE /admin');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(name);
    await confirm.click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: `Delete ${name}` }).waitFor({ state: 'detached' });
    expect(await stage.api.endpoint(name)).toBeUndefined();
  });

  it('shows the health of the monitor and who writes to the database', async () => {
    const page = await stage.visit('/monitor_health');
    await page.getByText('Everything that was recorded is stored or about to be.').waitFor();
    const { instance, database } = await stage.api.status();
    const where = page.getByRole('region', { name: 'Where' });
    await where.getByText(`${instance.pid} on ${instance.host}`).waitFor();
    await where.getByText(database.engine).waitFor();
    const row = page
      .getByRole('group', { name: 'Instances', exact: true })
      .getByRole('row')
      .filter({ hasText: 'live' });
    await row.getByText(String(instance.pid)).waitFor();
    await failing(page);
    await page.getByText('The monitor works, but has lost records since it started.').waitFor();
    await page.getByText('buffer-full').waitFor();
  });

  async function endpoint(name: string) {
    const found = await stage.api.endpoint(name);
    if (found === undefined) throw new Error(`${name} is not listed`);
    return found;
  }

  /** As if the process had lost records. */
  async function failing(page: Page): Promise<void> {
    const status = await stage.api.status();
    const records = { ...status.records, droppedTotal: 3, dropped: { ...status.records.dropped, 'buffer-full': 3 } };
    await page.route('**/api/status', (route) => route.fulfill({ json: { ...status, records } }));
    await page.reload();
  }
});

function rowOf(table: Locator, name: string): Locator {
  return table.locator('tbody tr').filter({ has: table.page().getByText(name, { exact: true }) });
}
