import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiMetricsRow } from '../../src/api/contract.ts';
import { chartCard, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser } from './stage.ts';

const RANGE = pastRange(7 * 24);
const QUERY = `${RANGE.query}&compare=none`;
const ZONE = 'Europe/Amsterdam';

describeInBrowser('utilization', { fixture: 'bookshop.mjs' }, (stage) => {
  it('by hour has the API’s numbers, of the app and of one endpoint', async () => {
    const page = await stage.visit(`/hourly_load?${QUERY}`);
    const card = chartCard(page, 'Hourly utilization');
    await drawnColors(card);
    const { rows } = await hours();
    const shown = await tableBehind(card);
    expect(shown).toHaveLength(rows.length);
    expect(sum(shown, 'Requests')).toBe(total(rows));

    const { id } = (await stage.api.endpoint('GET /search')) ?? { id: 0 };
    await page.getByRole('combobox', { name: 'Endpoint' }).selectOption({ label: 'GET /search' });
    await page.waitForURL(new RegExp(`endpoint=${id}$`));
    const ofOne = total((await hours(`&filter.endpoint=${id}`)).rows);
    await expect.poll(() => requestsInTable(page)).toBe(ofOne);
    expect(ofOne).toBeLessThan(total(rows));

    function hours(filter = '') {
      return stage.api.metrics(
        `metrics=requests&dimensions=day,hourOfDay&timezone=${ZONE}&limit=10000&${RANGE.query}${filter}`,
      );
    }
  });

  it('by hour reads cells by pointer and arrow keys, and opens an hour', async () => {
    const page = await stage.visit(`/hourly_load?${QUERY}`);
    await drawnColors(chartCard(page, 'Hourly utilization'));
    const area = plotArea(page, 'Hourly utilization');
    const readout = area.locator('[aria-live]');
    await area.hover();
    await readout.getByText('Press to see this hour').waitFor();
    await page.mouse.move(0, 0);
    await area.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    for (let hour = 0; hour < 12; hour++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => readout.textContent()).toMatch(/^12:00 – 13:00/);
    const requests = Number(/Requests([\d,]+)/.exec((await readout.textContent()) ?? '')?.[1]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    const { searchParams } = new URL(page.url());
    const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? ''];
    expect(Date.parse(to) - Date.parse(from)).toBe(3_600_000);
    expect(total((await stage.api.metrics(`metrics=requests&from=${from}&to=${to}`)).rows)).toBe(requests);
  });

  it('by hour shows what is chosen, and the URL brings it back', async () => {
    const page = await stage.visit(`/hourly_load?${QUERY}`);
    await page.getByRole('radio', { name: 'p95' }).check();
    await page.waitForURL(/metric=p95/);
    await chartCard(page, 'Hourly utilization').getByText('Hollow: fewer than 30 requests.').waitFor();
    const again = await stage.visit(page.url());
    expect(await again.getByRole('radio', { name: 'p95' }).isChecked()).toBe(true);
    await again.getByRole('radio', { name: 'Error rate' }).check();
    await again.waitForURL(/metric=errorRate/);
  });

  it('by day hides and isolates endpoints, in the URL too', async () => {
    const page = await stage.visit(`/daily_utilization?${QUERY}`);
    const card = chartCard(page, 'Requests per day');
    await drawnColors(card);
    const rows = (await stage.api.metrics(`metrics=requests&dimensions=time&step=1d&timezone=${ZONE}&${wholeDays()}`))
      .rows;
    const all = await tableBehind(card);
    const names = Object.keys(all[0] ?? {}).filter((name) => name !== 'Time');
    expect(names.reduce((count, name) => count + sum(all, name), 0)).toBe(total(rows));
    await card.getByRole('button', { name: 'Show as a chart' }).click();

    await card.getByRole('button', { name: 'GET /books', exact: true }).click();
    await page.waitForURL(/hidden=\d+/);
    expect(Object.keys((await tableBehind(card))[0] ?? {})).not.toContain('GET /books');
    await card.getByRole('button', { name: 'Show as a chart' }).click();
    await card.getByRole('button', { name: 'Only GET /search' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => (url.searchParams.get('hidden') ?? '').split(',').length === names.length - 1);
    expect(Object.keys((await tableBehind(card))[0] ?? {})).toEqual(['Time', 'GET /search']);

    const again = await stage.visit(page.url());
    const other = chartCard(again, 'Requests per day');
    await drawnColors(other);
    expect(Object.keys((await tableBehind(other))[0] ?? {})).toEqual(['Time', 'GET /search']);
    await other.getByRole('button', { name: 'Show as a chart' }).click();
    await other.getByRole('button', { name: 'Only GET /search' }).focus();
    await again.keyboard.press('Enter');
    await again.waitForURL((url) => !url.searchParams.has('hidden'));
  });

  it('by version adds up to a whole, is filtered, and leads to the requests', async () => {
    const page = await stage.visit('/multi_version?range=30d');
    const card = chartCard(page, 'Share of each version’s requests');
    await drawnColors(card);
    const shown = await tableBehind(card);
    expect(Object.keys(shown[0] ?? {})).toEqual(['Endpoint', '1.0.0', '1.1.0', '1.2.0']);
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) expect(sum(shown, version)).toBeCloseTo(1, 3);

    await card.getByRole('button', { name: 'Show as a chart' }).click();
    await page.getByRole('searchbox', { name: 'Filter endpoints' }).fill('books');
    await page.waitForURL(/q=books/);
    await expect.poll(() => card.getByRole('link').count()).toBe(4);
    const area = plotArea(page, 'Share of each version’s requests');
    await area.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the filter Version 1.2.0' }).waitFor();
    await page.getByRole('heading', { name: 'GET /books/:id', level: 1 }).waitFor();
    expect(new URL(page.url()).searchParams.get('range')).toBe('30d');
  });

  it('of time has a box per endpoint, in the chosen order, each leading to it', async () => {
    const page = await stage.visit(`/api_performance?${QUERY}`);
    const card = chartCard(page, 'Duration by endpoint');
    await drawnColors(card);
    const rows = (await stage.api.metrics(`metrics=requests,p50,p95&dimensions=endpoint&${RANGE.query}`)).rows;
    expect((await tableBehind(card)).map((row) => row['requests'])).toEqual(
      rows.map(({ requests }) => (requests ?? 0).toLocaleString('en-US')).sort(byNumber),
    );
    await card.getByRole('button', { name: 'Show as a chart' }).click();
    await card.getByRole('radio', { name: 'p95' }).check();
    await page.waitForURL(/order=p95/);
    const slowest = 'GET /admin/reports/:year/:month';
    await expect
      .poll(() =>
        card
          .getByRole('button', { name: /Press to open/ })
          .first()
          .getAttribute('aria-label'),
      )
      .toContain(slowest);
    await page.getByRole('searchbox', { name: 'Filter endpoints' }).fill('no such thing');
    await card.getByText('No endpoint contains “no such thing”').waitFor();
    await page.getByRole('searchbox', { name: 'Filter endpoints' }).fill('reports');
    await card.getByRole('button', { name: new RegExp(`^${slowest}`) }).click();
    await page.getByRole('heading', { name: slowest, level: 1 }).waitFor();
  });

  it('can be taken along as a picture and as a file', async () => {
    const page = await stage.visit(`/multi_version?range=30d`);
    const card = chartCard(page, 'Share of each version’s requests');
    await drawnColors(card);
    for (const [button, name] of [
      ['Download as CSV', 'share-of-each-version-s-requests.csv'],
      ['Download as PNG', 'share-of-each-version-s-requests.png'],
    ] as const) {
      const download = page.waitForEvent('download');
      await card.getByRole('button', { name: button }).click();
      expect((await download).suggestedFilename()).toBe(name);
    }
  });
});

/** The days that the range touches, as the chart asks for them. */
function wholeDays(): string {
  const midnight = (time: string): Date => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });
    let at = Date.parse(time);
    while (clock.format(at) !== '00') at -= 3_600_000;
    return new Date(at);
  };
  const last = midnight(new Date(Date.parse(RANGE.to) - 1).toISOString()).getTime();
  const to = midnight(new Date(last + 26 * 3_600_000).toISOString());
  return `from=${midnight(RANGE.from).toISOString()}&to=${to.toISOString()}`;
}

async function requestsInTable(page: Page): Promise<number> {
  const texts = await chartCard(page, 'Hourly utilization').locator('tbody tr td:nth-child(2)').allTextContents();
  return texts.reduce((count, text) => count + Number(text.replaceAll(',', '')), 0);
}

function sum(rows: readonly Readonly<Record<string, string>>[], column: string): number {
  return rows.reduce((count, row) => count + Number((row[column] ?? '').replaceAll(',', '')), 0);
}

function total(rows: readonly ApiMetricsRow[]): number {
  return rows.reduce((count, { requests }) => count + (requests ?? 0), 0);
}

function byNumber(left: string, right: string): number {
  return Number(right.replaceAll(',', '')) - Number(left.replaceAll(',', ''));
}
