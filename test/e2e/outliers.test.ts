import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiOutlier, OutliersAnswer } from '../../src/api/contract.ts';
import { formatBytes } from '../../ui/src/format/bytes.ts';
import { formatDuration } from '../../ui/src/format/duration.ts';
import { chartCard, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { normal } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser, GUEST, type Visitor } from './stage.ts';

const NAME = 'GET /books/:id';
const RANGE = pastRange(14 * 24);

describeInBrowser('outliers', { fixture: 'bookshop.mjs' }, (stage) => {
  it('are listed as the API answers them, page by page', async () => {
    const page = await visit();
    const panel = list(page);
    await panel.getByLabel('Rows per page').selectOption('10');
    const { outliers, nextCursor } = await answered('limit=10');
    await expect.poll(() => shownTimes(panel)).toEqual(outliers.map(({ time }) => time));
    const shown = await panel
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [2, 3, 4, 5, 6, 7, 8].map((cell) => row.children[cell]?.textContent ?? '')),
      );
    expect(shown.map((cells) => cells.map(normal))).toEqual(
      outliers.map((each) =>
        [
          formatDuration(each.durationMillis),
          formatDuration(each.thresholdMillis),
          String(each.status),
          `${each.processCpuPercent.toFixed(0)} %`,
          formatBytes(each.residentBytes),
          formatDuration(each.eventLoopDelayMillis),
          each.blockedBy ?? '–',
        ].map(normal),
      ),
    );
    const older = await answered(`limit=10&cursor=${nextCursor}`);
    await panel.getByRole('button', { name: 'Older' }).click();
    await expect.poll(() => shownTimes(panel)).toEqual(older.outliers.map(({ time }) => time));
    await panel.getByRole('button', { name: 'Memory' }).click();
    const largest = [...older.outliers].sort((left, right) => right.residentBytes - left.residentBytes);
    await expect.poll(() => shownTimes(panel)).toEqual(largest.map(({ time }) => time));
  });

  it('show where they were stuck, what they asked, and what the machine did', async () => {
    const outlier = await first();
    const page = await visit(`&outlier=${outlier.id}`);
    const panel = list(page);
    await panel.getByText('Where it was stuck').waitFor();
    const innermost = outlier.stacks[0]?.lines.find(({ origin }) => origin === 'app');
    const stack = panel.getByRole('list', { name: 'Stack, innermost line first' });
    expect(await stack.locator('code').first().textContent()).toBe(innermost?.code);
    const others = outlier.stacks[0]?.lines.filter(({ origin }) => origin !== 'app').length ?? 0;
    if (others > 0) await panel.getByRole('button', { name: /^Also \d+ lines? of/ }).click();
    await expect.poll(() => stack.locator('code').count()).toBe(outlier.stacks[0]?.lines.length);
    const text = normal((await panel.locator('td[colspan]').textContent()) ?? '');
    for (const value of [
      outlier.request?.url,
      ...Object.entries(outlier.request?.headers ?? {}).flat(),
      ...Object.entries(outlier.environment ?? {}).flat(),
      formatDuration(outlier.elapsedMillis),
      formatBytes(outlier.machine.memory.heapUsedBytes),
      `Requests in flight${outlier.machine.requestsInFlight}`,
    ]) {
      expect(text).toContain(normal(value ?? 'missing'));
    }
    expect(await seriousViolations(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await panel.getByRole('link', { name: 'Download JSON' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`outlier-${outlier.id}.json`);
    expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toEqual(outlier);
  });

  it('tell guests why they do not see what was asked', async () => {
    const { id, request } = await first();
    const page = await visit(`&outlier=${id}`, { as: GUEST });
    await page.getByText('Only admins see the address, values and headers').waitFor();
    expect(await page.locator('main').textContent()).not.toContain(request?.url ?? 'missing');
  });

  it('name who blocked them, and lead there', async () => {
    const { outliers } = await answered('limit=50');
    const blocked = outliers.find(({ blockedBy }) => blockedBy !== null);
    const page = await visit(`&outlier=${blocked?.id}`);
    await page
      .getByText('The event loop was held by')
      .getByRole('link', { name: blocked?.blockedBy ?? '' })
      .click();
    await page.getByRole('heading', { name: blocked?.blockedBy ?? '', level: 1 }).waitFor();
  });

  it('are drawn with the CPU of each core and the memory, and opened from there', async () => {
    const { outliers } = await answered('limit=500');
    const page = await visit();
    await drawnColors(chartCard(page, 'CPU at outliers'));
    await drawnColors(chartCard(page, 'Memory at outliers'));
    const rows = await tableBehind(chartCard(page, 'Memory at outliers'));
    expect(rows.map((row) => Number(row['Outlier']?.replaceAll(',', '')))).toEqual(
      [...outliers].reverse().map(({ id }) => id),
    );
    const cpu = await tableBehind(chartCard(page, 'CPU at outliers'));
    expect(cpu.map((row) => Number(row['Core 3 %']))).toEqual(
      [...outliers].reverse().map(({ cpuPercents }) => cpuPercents[3]),
    );
    await chartCard(page, 'CPU at outliers').getByRole('button', { name: 'Show as a chart' }).click();
    const area = plotArea(page, 'CPU at outliers');
    await area.focus();
    await page.keyboard.press('ArrowLeft');
    await area.getByText('This process').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('outlier') === String(outliers[0]?.id));
    await list(page).getByText('Where it was stuck').waitFor();
    const again = await stage.visit(page.url());
    await list(again).getByText('Where it was stuck').waitFor();
    await list(again)
      .getByRole('button', { name: /^Details of the outlier/, expanded: true })
      .click();
    await list(again).getByText('Where it was stuck').waitFor({ state: 'detached' });
  });

  it('say what is missing: the level, or requests', async () => {
    const id = await endpointId();
    await stage.api.json('PATCH', `/endpoints/${id}`, { level: 1 });
    const page = await stage.visit(`/endpoint/${id}/outliers?${pastRange(24 * 40, 24 * 39).query}`);
    await page.getByText('At level 1, no outliers are recorded').waitFor();
    const notice = list(page).getByRole('group', { name: `Monitoring level of ${NAME}` });
    await notice
      .getByRole('radio', { name: /^Level 2/ })
      .locator('..')
      .click();
    await page.getByText('No outliers in this view').waitFor();
    expect((await stage.api.endpoint(NAME))?.level).toBe(2);
    await page.getByRole('button', { name: 'Show the last 30 days of all versions' }).click();
    await list(page).locator('tbody tr').first().waitFor();
    await stage.api.json('PATCH', `/endpoints/${id}`, { level: 1 });
  });

  async function endpointId(): Promise<number> {
    return (await stage.api.endpoint(NAME))?.id ?? 0;
  }

  async function visit(query = '', visitor: Visitor = {}): Promise<Page> {
    return stage.visit(`/endpoint/${await endpointId()}/outliers?${RANGE.query}${query}`, visitor);
  }

  async function answered(query: string): Promise<OutliersAnswer> {
    return stage.api.json('GET', `/outliers?endpoint=${await endpointId()}&${RANGE.query}&${query}`);
  }

  async function first(): Promise<ApiOutlier> {
    const { outliers } = await answered('limit=1');
    return stage.api.json('GET', `/outliers/${outliers[0]?.id}`);
  }
});

function list(page: Page): Locator {
  return page.getByRole('region', { name: 'Outliers', exact: true });
}

function shownTimes(panel: Locator): Promise<(string | null)[]> {
  return panel.locator('time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));
}
