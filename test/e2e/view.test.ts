import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { formatCount } from '../../ui/src/format/count.ts';
import { chartCard, dragAcross, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { endpointRows, endpointTable, normal, shownView, tile } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser } from './stage.ts';

const RANGE = pastRange(24);
const QUARTER_MILLIS = 15 * 60_000;

describeInBrowser('view', { fixture: 'bookshop.mjs' }, (stage) => {
  it('is narrowed by dragging across a chart, and the URL brings it back, here and elsewhere', async () => {
    const page = await stage.visit(`/overview?${RANGE.query}`);
    await drawnColors(chartCard(page, 'Requests over time'));
    await compareWith(page, 'Same time last week');
    await endpointTable(page).getByRole('button', { name: 'p95' }).click();
    await page.getByRole('searchbox').fill('books');
    await page.waitForURL(/q=books/);
    await dragAcross(plotArea(page, 'Requests over time'), 0.25, 0.5);
    await page.waitForURL((url) => url.searchParams.get('to') !== RANGE.to);

    const { searchParams } = new URL(page.url());
    const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? '')) as [number, number];
    expect([from % QUARTER_MILLIS, to % QUARTER_MILLIS], 'whole bars').toEqual([0, 0]);
    expect(from).toBe(Date.parse(RANGE.from) + 6 * 3_600_000);
    expect(to - from).toBeGreaterThanOrEqual(6 * 3_600_000);
    expect(to - from).toBeLessThanOrEqual(6 * 3_600_000 + QUARTER_MILLIS);
    const { rows } = await stage.api.metrics(
      `metrics=requests&from=${searchParams.get('from')}&to=${searchParams.get('to')}`,
    );
    await expectRequests(page, rows[0]?.requests);

    const seen = await settledView(page);
    expect(seen).toMatchObject({ sort: ['p95 descending'], text: 'books', filters: [] });
    await page.reload();
    expect(await settledView(page)).toEqual(seen);
    expect(await settledView(await stage.visit(page.url()))).toEqual(seen);
  });

  it('keeps filters in the URL and takes them along to other pages', async () => {
    const filters = 'group=ada&statusCode=2xx&method=GET';
    const page = await stage.visit(`/overview?${RANGE.query}&${filters}`);
    const seen = await settledView(page);
    expect(seen).toMatchObject({
      filters: ['Remove the filter Group ada', 'Remove the filter Status code 2xx', 'Remove the filter Method GET'],
    });
    await page.reload();
    expect(await settledView(page)).toEqual(seen);
    await endpointRows(page).getByRole('link', { name: '/books', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the filter Group ada' }).click();
    await page.waitForURL((url) => !url.searchParams.has('group') && url.searchParams.get('statusCode') === '2xx');
    await page.goBack();
    await page.getByRole('button', { name: 'Remove the filter Group ada' }).waitFor();
  });

  it('follows the presets and the calendar', async () => {
    const page = await stage.visit('/overview');
    await page.getByRole('button', { name: 'Time range: Last 24 hours' }).click();
    await page.getByRole('button', { name: 'Last 7 days', exact: true }).click();
    await page.waitForURL(/range=7d/);
    await page.getByRole('button', { name: 'Time range: Last 7 days' }).click();
    const yesterday = new Date(Date.now() - 86_400_000);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(yesterday);
    const dialog = page.getByRole('dialog', { name: 'Time range' });
    await dayOf(page, day).click();
    await dayOf(page, day).click();
    await dialog.getByLabel(/^From/).fill('06:00');
    await dialog.getByLabel(/^To/).fill('08:30');
    await dialog.getByRole('button', { name: 'Show this range' }).click();
    await page.waitForURL(/from=.*&to=/);
    const { searchParams } = new URL(page.url());
    const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''));
    expect((to ?? 0) - (from ?? 0)).toBe(2.5 * 3_600_000);
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Amsterdam' });
    expect(clock.format(from)).toBe('06:00');
  });

  it('compares with what is chosen', async () => {
    const page = await stage.visit(`/overview?${RANGE.query}`);
    const legend = chartCard(page, 'Requests over time').getByRole('listitem');
    await legend.getByText('Previous period').waitFor();
    await compareWith(page, '1.1.0');
    await page.waitForURL(/compare=version:1.1.0/);
    await legend.getByText('Version 1.1.0').waitFor();
    await compareWith(page, 'No comparison');
    await page.waitForURL(/compare=none/);
    await legend.getByText('Version 1.1.0').waitFor({ state: 'detached' });
    expect(normal(await tile(page, 'Requests').textContent())).not.toContain('vs');
  });

  it('shows times in the chosen zone, and remembers it', async () => {
    const page = await stage.visit(`/overview?${RANGE.query}&compare=none`, { timezone: 'America/New_York' });
    const first = await firstTime(page);
    expect(first).toBe(clockIn('Europe/Amsterdam', RANGE.from));
    await chooseZone(page, 'This browser (America/New_York)');
    await expect.poll(() => firstTime(page)).toBe(clockIn('America/New_York', RANGE.from));
    await chooseZone(page, 'UTC');
    await expect.poll(() => firstTime(page)).toBe(clockIn('UTC', RANGE.from));
    await page.reload();
    await expect.poll(() => firstTime(page)).toBe(clockIn('UTC', RANGE.from));
  });
});

async function compareWith(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Compare with/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

function dayOf(page: Page, name: string): ReturnType<Page['getByRole']> {
  return page.getByRole('dialog', { name: 'Time range' }).getByRole('button', { name, exact: true });
}

async function expectRequests(page: Page, requests: number | null | undefined): Promise<void> {
  await expect
    .poll(async () => normal(await tile(page, 'Requests').textContent()))
    .toContain(normal(formatCount(requests)));
}

/** Once all of it has arrived. */
async function settledView(page: Page): Promise<object> {
  await endpointRows(page).first().waitFor();
  await drawnColors(chartCard(page, 'Requests over time'));
  let view = await shownView(page);
  await expect
    .poll(
      async () => {
        const before = view;
        view = await shownView(page);
        return JSON.stringify(view) === JSON.stringify(before);
      },
      { interval: 300 },
    )
    .toBe(true);
  return view;
}

async function chooseZone(page: Page, zone: string): Promise<void> {
  await page.getByRole('button', { name: /^Time range/ }).click();
  await page.getByLabel('Time zone').selectOption({ label: zone });
  await page.keyboard.press('Escape');
}

/** Of the first bar, from the table behind the chart. */
async function firstTime(page: Page): Promise<string> {
  const card = chartCard(page, 'Requests over time');
  await card.getByRole('button', { name: /^Show as/, disabled: false }).waitFor();
  if (await card.getByRole('button', { name: 'Show as a table' }).isVisible()) await tableBehind(card);
  return (await card.locator('tbody td').first().textContent()) ?? '';
}

function clockIn(zone: string, time: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...options, ...clock, timeZone: zone }).format(new Date(time));
}
