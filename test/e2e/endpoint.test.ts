import { expect, it } from 'vitest';
import type { ApiEndpoint, ApiMetricsRow } from '../../src/api/contract.ts';
import { formatDuration } from '../../ui/src/format/duration.ts';
import { chartCard, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { endpointRows } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser, type Stage } from './stage.ts';

const RANGE = pastRange(24);
const QUERY = `${RANGE.query}&compare=none`;
const CHARTS = ['Requests over time', 'Latency over time', 'Duration by version', 'Status codes'];

describeInBrowser('endpoint page', { fixture: 'bookshop.mjs' }, (stage) => {
  it('opens from its row, in the same view, and draws every chart', async () => {
    const page = await stage.visit(`/overview?${RANGE.query}&compare=week`);
    await endpointRows(page).getByRole('link', { name: '/books/:id', exact: true }).click();
    await page.getByRole('heading', { name: 'GET /books/:id', level: 1 }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ from: RANGE.from, to: RANGE.to, compare: 'week' });
    expect(await page.title()).toMatch(/^GET \/books\/:id/);
    for (const title of CHARTS) {
      await expect.poll(() => drawnColors(chartCard(page, title)), { message: title }).toBeGreaterThan(5);
    }
  });

  it('has the API’s rows in the tables behind the charts', async () => {
    const { id } = await endpointOf(stage, 'GET /books/:id');
    const page = await stage.visit(`/endpoint/${id}?${QUERY}`);
    const question = `${RANGE.query}&filter.endpoint=${id}`;
    const inTime = `dimensions=time&step=15m&timezone=Europe/Amsterdam&${question}`;

    const latency = (await stage.api.metrics(`metrics=p50,p95,p99&${inTime}`)).rows;
    const shownLatency = await tableBehind(chartCard(page, 'Latency over time'));
    expect(shownLatency.filter((row) => row['p50'] !== '–').map(numbersOf(['p50', 'p95', 'p99']))).toEqual(
      latency.map(({ p50, p95, p99 }) => [p50, p95, p99].map(fiveFigures)),
    );

    const requests = (await stage.api.metrics(`metrics=requests&${inTime.replace('=time', '=time,statusCode')}`)).rows;
    const shownRequests = await tableBehind(chartCard(page, 'Requests over time'));
    expect(shownRequests).toHaveLength(96);
    expect(sumOf(shownRequests, '2xx OK')).toBe(sumOfClass(requests, 2));
    expect(sumOf(shownRequests, '4xx Client error')).toBe(sumOfClass(requests, 4));

    const codes = (await stage.api.metrics(`metrics=requests&dimensions=statusCode&${question}`)).rows;
    const shownCodes = await tableBehind(chartCard(page, 'Status codes'));
    expect(shownCodes.map((row) => [row['Status code'], Number(row['Requests'])])).toEqual(
      codes
        .map(({ statusCode, requests: count }) => [String(statusCode), count])
        .sort(([left], [right]) => Number(left) - Number(right)),
    );
  });

  it('reads the values under the pointer and by arrow keys', async () => {
    const { id } = await endpointOf(stage, 'GET /books/:id');
    const page = await stage.visit(`/endpoint/${id}?${QUERY}`);
    const area = plotArea(page, 'Requests over time');
    await area.hover();
    await area.getByText('2xx OK').waitFor();
    await page.mouse.move(0, 0);
    await area.focus();
    await page.keyboard.press('ArrowLeft');
    const readout = area.locator('[aria-live]');
    const last = await readout.textContent();
    expect(last).toContain(RANGE.to.slice(0, 4));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => readout.textContent()).not.toBe(last);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => {
      const { searchParams } = url;
      const length = Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '');
      return length === 15 * 60_000;
    });
  });

  it('pages through the latest requests, and filters by a pressed value', async () => {
    const { id } = await endpointOf(stage, 'GET /books/:id');
    const page = await stage.visit(`/endpoint/${id}?${QUERY}`);
    const table = page.getByRole('region', { name: 'Latest requests', exact: true });
    await table.getByLabel('Rows per page').selectOption('25');
    const shown = (): Promise<string[]> =>
      table.locator('tbody time').evaluateAll((all) => all.map((time) => (time as HTMLTimeElement).dateTime));
    const question = `?endpoint=${id}&${RANGE.query}&limit=25`;
    const first = await stage.api.requests(question);
    const second = await stage.api.requests(`${question}&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    const times = ({ requests }: typeof first): string[] => requests.map(({ time }) => time);

    await expect.poll(shown).toEqual(times(first));
    expect(await table.locator('tbody tr').first().textContent()).toContain(
      formatDuration(first.requests[0]?.duration),
    );
    await table.getByRole('button', { name: 'Older' }).click();
    await table.getByText('Page 2', { exact: true }).waitFor();
    await expect.poll(shown).toEqual(times(second));
    await table.getByRole('button', { name: 'Newer' }).click();
    await expect.poll(shown).toEqual(times(first));

    await table.getByRole('button', { name: 'Show only 404' }).first().click();
    await page.getByRole('button', { name: 'Remove the filter Status code 404' }).waitFor();
    const failed = await stage.api.requests(`?endpoint=${id}&${RANGE.query}&limit=25&status=404`);
    await expect.poll(shown).toEqual(times(failed));
    expect(failed.requests.length).toBeGreaterThan(0);
  });

  it('says that an endpoint does not exist', async () => {
    const page = await stage.visit('/endpoint/424242');
    stage.faults(page).expect(/404 .*endpoints\/424242/);
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});

async function endpointOf(stage: Stage, name: string): Promise<ApiEndpoint> {
  const found = await stage.api.endpoint(name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
}

type TableRow = Readonly<Record<string, string>>;

const numbersOf = (columns: readonly string[]) => (row: TableRow) => columns.map((column) => numberOf(row[column]));

function numberOf(text = ''): number {
  return Number(text.replaceAll(',', ''));
}

/** As precise as the table is. */
function fiveFigures(value: number | null | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(5));
}

function sumOf(rows: readonly TableRow[], column: string): number {
  return rows.reduce((sum, row) => sum + numberOf(row[column]), 0);
}

function sumOfClass(rows: readonly ApiMetricsRow[], first: number): number {
  const ofClass = rows.filter(({ statusCode }) => Math.floor(Number(statusCode) / 100) === first);
  return ofClass.reduce((sum, { requests }) => sum + (requests ?? 0), 0);
}
