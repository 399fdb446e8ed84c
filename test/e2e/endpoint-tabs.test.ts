import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { eventually } from '../support/app-process.ts';
import { chartCard, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser } from './stage.ts';

const NAME = 'GET /books/:id';
const RANGE = pastRange(24);
const MONTH = 'range=30d&compare=none';

describeInBrowser('views of an endpoint', { fixture: 'bookshop.mjs' }, (stage) => {
  it('are links that keep the view', async () => {
    const page = await visit('', `${RANGE.query}&version=1.2.0`);
    const tabs = page.getByRole('navigation', { name: 'Views of this endpoint' });
    for (const [name, segment, title] of [
      ['Hourly utilization', 'hourly_load', 'Hourly utilization'],
      ['Status codes', 'status_code_distribution', 'Status codes over time'],
      ['Versions', 'versions', 'Duration by version'],
      ['Users', 'users', 'Duration by user'],
      ['IPs', 'ips', 'Duration by IP address'],
      ['User × version', 'version_user', 'Users by version'],
      ['IP × version', 'version_ip', 'IP addresses by version'],
      ['Summary', '', 'Latency over time'],
    ] as const) {
      await tabs.getByRole('link', { name, exact: true }).click();
      await chartCard(page, title).waitFor();
      const { pathname, searchParams } = new URL(page.url());
      expect(pathname.endsWith(segment), pathname).toBe(true);
      expect(Object.fromEntries(searchParams)).toMatchObject({ from: RANGE.from, to: RANGE.to, version: '1.2.0' });
      expect(await tabs.getByRole('link', { name, exact: true }).getAttribute('aria-current')).toBe('page');
    }
  });

  it('list versions, the newest first, each against the one before', async () => {
    const page = await visit('/versions', MONTH);
    const id = await endpointId();
    await drawnColors(chartCard(page, 'Duration by version'));
    const rows = (await stage.api.metrics(`metrics=requests&dimensions=version&filter.endpoint=${id}&${lastMonth()}`))
      .rows;
    const counts = new Map(rows.map(({ version, requests }) => [String(version), requests ?? 0]));
    const shown = await tableBehind(chartCard(page, 'Duration by version'));
    expect(shown.slice(1).map((row) => [row['Version'], number(row['requests'])])).toEqual(
      ['1.2.0', '1.1.0', '1.0.0'].map((version) => [version, counts.get(version)]),
    );
    const table = page.getByRole('group', { name: 'Versions', exact: true });
    expect(await column(table, 1)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
    await table.getByRole('button', { name: 'Requests' }).click();
    await page.waitForURL(/sort=-requests/);
    await page.getByRole('searchbox', { name: 'Filter versions' }).fill('1.1');
    await expect.poll(() => column(table, 1)).toEqual(['1.1.0']);
    await table.getByRole('link', { name: '1.1.0' }).click();
    await page.getByRole('button', { name: 'Remove the filter Version 1.1.0' }).waitFor();
  });

  it('list users with the API’s numbers, as files too', async () => {
    const page = await visit('/users', `${RANGE.query}&compare=none`);
    const id = await endpointId();
    await drawnColors(chartCard(page, 'Duration by user'));
    const rows = (
      await stage.api.metrics(`metrics=requests&dimensions=group&filter.endpoint=${id}&${RANGE.query}`)
    ).rows.map(({ group, requests }) => [group ?? 'No user', requests] as const);
    const table = page.getByRole('group', { name: 'Users', exact: true });
    const names = await column(table, 1);
    const counts = (await column(table, 2)).map(Number);
    expect(names.map((name, index) => [name, counts[index]]).sort(byName)).toEqual([...rows].sort(byName));
    expect(counts).toEqual([...counts].sort((left, right) => right - left));
    for (const format of ['CSV', 'JSON']) {
      await page.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: format }).click();
      expect((await download).suggestedFilename()).toBe(`get-books-id-users.${format.toLowerCase()}`);
    }
    await chartCard(page, 'Duration by user')
      .getByRole('button', { name: /^ada: / })
      .click();
    await page.getByRole('button', { name: 'Remove the filter Group ada' }).waitFor();
  });

  it('draw users by version as circles or as a heat map, and lead to the requests', async () => {
    const page = await visit('/version_user', MONTH);
    const id = await endpointId();
    const card = chartCard(page, 'Users by version');
    await drawnColors(card);
    const question = `metrics=requests&dimensions=group,version&filter.endpoint=${id}&${lastMonth()}`;
    const rows = (await stage.api.metrics(question)).rows.map((row) => [
      `${row.group ?? 'No user'} ${row.version}`,
      row.requests,
    ]);
    const shown = (await tableBehind(card)).map((row) => [`${row['User']} ${row['Version']}`, number(row['Requests'])]);
    expect(shown.sort(byName)).toEqual(rows.sort(byName));
    await card.getByRole('button', { name: 'Show as a chart' }).click();

    await card.getByRole('radio', { name: 'Heat map' }).check();
    await page.waitForURL(/look=heat/);
    await card.getByRole('radio', { name: 'p95' }).check();
    await page.waitForURL(/metric=p95/);
    const again = await stage.visit(page.url());
    expect(await again.getByRole('radio', { name: 'Heat map' }).isChecked()).toBe(true);
    await drawnColors(chartCard(again, 'Users by version'));
    const area = plotArea(again, 'Users by version');
    await area.focus();
    await again.keyboard.press('ArrowUp');
    await again.keyboard.press('ArrowDown');
    await area.getByText('Press to see these requests').waitFor();
    await again.keyboard.press('Enter');
    await again.getByRole('button', { name: 'Remove the filter Version 1.2.0' }).waitFor();
    await again.getByRole('button', { name: /^Remove the filter Group / }).waitFor();
    await chartCard(again, 'Latency over time').waitFor();
  });

  it('list error requests only, page by page, and of one status', async () => {
    const id = await endpointId();
    const page = await visit('/status_code_distribution', `${RANGE.query}&compare=none`);
    const panel = page.getByRole('region', { name: 'Error requests', exact: true });
    await panel.getByLabel('Rows per page').selectOption('25');
    const codes = (): Promise<string[]> => panel.locator('tbody tr td:nth-child(3)').allTextContents();
    await panel.locator('tbody tr').first().waitFor();
    const failed = await stage.api.requests(`?endpoint=${id}&status=4xx,5xx&limit=25&${RANGE.query}`);
    await expect.poll(codes).toEqual(failed.requests.map(({ status }) => String(status)));
    const times = panel.locator('time');
    const shown = (): Promise<(string | null)[]> =>
      times.evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));
    expect(await shown()).toEqual(failed.requests.map(({ time }) => time));

    const card = chartCard(page, 'Status codes over time');
    await drawnColors(card);
    await card.getByRole('button', { name: '2xx OK', exact: true }).click();
    await page.waitForURL(/hidden=2xx/);
    await chartCard(page, 'Status codes').getByRole('button', { name: /^200/ }).click();
    await page.getByRole('button', { name: 'Remove the filter Status code 200' }).waitFor();
    await expect.poll(async () => [...new Set(await codes())]).toEqual(['200']);
  });

  it('show endpoints by status of the whole app, and lead to them', async () => {
    const page = await stage.visit(`/status_code_distribution?${RANGE.query}&compare=none`);
    const table = page.getByRole('group', { name: 'Endpoints by status', exact: true });
    const rows = (await stage.api.metrics(`metrics=requests&dimensions=endpoint&${RANGE.query}`)).rows;
    await table.getByRole('link').first().waitFor();
    expect(await column(table, 1)).toHaveLength(rows.length);
    expect((await column(table, 1))[0]).toBe('(unmatched)');
    await page.getByRole('searchbox', { name: 'Filter endpoints by status' }).fill('/orders');
    await expect.poll(async () => (await column(table, 1)).length).toBe(2);
    const orders = table.locator('tbody tr').filter({ hasText: 'POST /orders' });
    await orders.getByRole('cell').nth(5).getByRole('link').click();
    await page.getByRole('button', { name: 'Remove the filter Status code 5xx' }).waitFor();
    await page.getByRole('heading', { name: 'POST /orders', level: 1 }).waitFor();
    await chartCard(page, 'Status codes over time').waitFor();
  });

  async function endpointId(): Promise<number> {
    return (await stage.api.endpoint(NAME))?.id ?? 0;
  }

  async function visit(tab: string, query: string): Promise<Page> {
    return stage.visit(`/endpoint/${await endpointId()}${tab}?${query}`);
  }
});

describeInBrowser(
  'views of an endpoint without users',
  { fixture: 'mounted.mjs', path: '/admin/dashboard' },
  (stage) => {
    it('say how requests get one', async () => {
      await fetch(`${stage.app.url}/admin/stock/7`);
      const { id } = await eventually('the endpoint is listed', () => stage.api.endpoint('GET /admin/stock/:id'));
      for (const tab of ['users', 'version_user']) {
        const page = await stage.visit(`/endpoint/${id}/${tab}`);
        await page.getByText('Requests have no user yet').waitFor();
        expect(await page.locator('pre').textContent()).toContain('groupBy: (request) =>');
      }
    });
  },
);

function lastMonth(): string {
  return `from=${new Date(Date.now() - 30 * 86_400_000).toISOString()}&to=${new Date().toISOString()}`;
}

function column(table: Locator, index: number): Promise<string[]> {
  return table.locator(`tbody tr:not([aria-hidden]) td:nth-child(${index})`).allTextContents();
}

function number(text = ''): number {
  return Number(text.replaceAll(',', ''));
}

function byName(left: readonly unknown[], right: readonly unknown[]): number {
  return String(left[0]).localeCompare(String(right[0]));
}
