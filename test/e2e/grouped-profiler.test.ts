import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { GroupedProfileAnswer } from '../../src/api/contract.ts';
import { formatDuration } from '../../ui/src/format/duration.ts';
import { formatChange, formatPercent } from '../../ui/src/format/percent.ts';
import { chartCard, drawnColors, plotArea, tableBehind } from './chart-reading.ts';
import { normal } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser } from './stage.ts';

const NAME = 'GET /books';
const RANGE = pastRange(14 * 24);
const NEWEST = `${RANGE.query}&version=1.2.0&compare=none`;

describeInBrowser('grouped profiler', { fixture: 'bookshop.mjs' }, (stage) => {
  it('lists the merged lines with the API’s numbers', async () => {
    const page = await visit(NEWEST);
    const profile = await answered('version=1.2.0');
    await page.getByText(`${profile.requests} profiled requests, on average`).waitFor();
    await page.getByRole('button', { name: 'Expand all' }).click();
    const shown = await lineCells(page, profile.lines.length);
    const whole = (profile.averageMillis ?? 0) * profile.requests;
    expect(shown).toEqual(
      profile.lines.map((line) => [
        normal(`${line.hits} ${formatPercent(line.hits / profile.requests)}`),
        normal(formatDuration(line.averageMillis)),
        normal(formatDuration(line.standardDeviationMillis)),
        normal(`${formatDuration(line.totalMillis)} ${formatPercent(line.totalMillis / whole)}`),
      ]),
    );
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hide all' }).click();
    await expect.poll(() => lines(page).count()).toBe(profile.lines.filter(({ indent }) => indent === 0).length);
  });

  it('draws the same lines, and points at one line everywhere', async () => {
    const page = await visit(NEWEST);
    const profile = await answered('version=1.2.0');
    for (const title of ['Sunburst', 'Flame graph']) {
      await expect.poll(() => drawnColors(chartCard(page, title))).toBeGreaterThan(3);
    }
    const flame = plotArea(page, 'Flame graph');
    await flame.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => outlines(page)).toBe(2);
    expect(await table(page).locator('tr[data-mark=pointed] code').textContent()).toBe(profile.lines[0]?.code);
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]line=/);
    await table(page).locator('tr[data-mark=chosen]').waitFor();
    await page.keyboard.press('Escape');

    const again = await stage.visit(page.url());
    await again.getByText(`of ${profile.requests} requests:`).waitFor();
    await expect.poll(() => outlines(again)).toBe(2);
    expect(await table(again).locator('tr[data-mark=chosen] code').textContent()).toBe(profile.lines[0]?.code);
    await table(again).locator('tr[data-mark=chosen] td').nth(2).click();
    await again.waitForURL((url) => !url.searchParams.has('line'));
    await table(again).locator('tr:has(code)').nth(1).hover();
    await expect.poll(() => outlines(again)).toBe(2);
  });

  it('opens the way to a line that is chosen in a drawing', async () => {
    const page = await visit(NEWEST);
    const flame = plotArea(page, 'Flame graph');
    await drawnColors(chartCard(page, 'Flame graph'));
    await page.getByRole('button', { name: 'Hide all' }).click();
    await flame.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/[?&]line=/);
    const [, , third] = (await answered('version=1.2.0')).lines;
    const code = table(page).locator('tr[data-mark=chosen] code');
    expect([third?.indent, await code.textContent()]).toEqual([2, third?.code ?? `${third?.function}()`]);
  });

  it('compares two versions line by line', async () => {
    const page = await visit(`${RANGE.query}&compare=none`);
    await page.getByText('Requests of all versions').waitFor();
    await page.getByLabel('Version', { exact: true }).selectOption('1.2.0');
    await page.waitForURL(/version=1\.2\.0/);
    await page.getByLabel('Against version').selectOption('1.1.0');
    await page.waitForURL(/compare=version:1\.1\.0/);
    const profile = await answered('version=1.2.0&baselineVersion=1.1.0');
    await page.getByText(`version 1.1.0: ${profile.baseline?.requests}`).waitFor();
    await page.getByRole('button', { name: 'Expand all' }).click();
    await lineCells(page, profile.lines.length);
    const changes = await lines(page).evaluateAll((rows) =>
      rows.map((row) => [5, 6].map((cell) => row.children[cell]?.textContent ?? '')),
    );
    expect(changes.map((cells) => cells.map(normal))).toEqual(
      profile.lines.map(({ hits, averageMillis, baseline }) => [
        normal(formatDuration(baseline?.averageMillis)),
        hits === 0 ? 'gone' : baseline === null ? 'new' : normal(formatChange(averageMillis / baseline.averageMillis)),
      ]),
    );
    await chartCard(page, 'Flame graph').getByText('Clearly slower than in 1.1.0').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('sorts and filters lines, and keeps that in the URL', async () => {
    const page = await visit(NEWEST);
    const profile = await answered('version=1.2.0');
    await table(page).getByRole('button', { name: 'Average' }).click();
    await page.waitForURL(/sort=-average/);
    await page.getByRole('button', { name: 'Hide all' }).click();
    const outermost = profile.lines.filter(({ indent }) => indent === 0);
    const slowest = [...outermost].sort((left, right) => right.averageMillis - left.averageMillis);
    await expect.poll(() => codes(page)).toEqual(slowest.map(({ code }) => code));
    await page.getByRole('searchbox', { name: 'Filter lines' }).fill('RENDER.TS');
    await page.waitForURL(/q=RENDER/);
    const again = await stage.visit(page.url());
    await again.getByRole('button', { name: 'Expand all' }).click();
    await expect.poll(async () => (await codes(again)).length).toBe(3);
    expect((await codes(again))[0]).toBe('response.send(renderPage(items));');
    await again.getByRole('searchbox', { name: 'Filter lines' }).fill('nothing like it');
    await again.getByText('No line matches the filter.').waitFor();
  });

  it('gives the tree to other tools, and its numbers as a table', async () => {
    const page = await visit(NEWEST);
    const profile = await answered('version=1.2.0');
    for (const [item, ending, key] of [
      [/^\.cpuprofile/, '.cpuprofile', 'nodes'],
      [/^speedscope/, '.speedscope.json', 'shared'],
    ] as const) {
      await page.getByRole('button', { name: 'Download', exact: true }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(`endpoint-${profile.endpointId}${ending}`);
      expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toHaveProperty(key);
    }
    const rows = await tableBehind(chartCard(page, 'Sunburst'));
    expect(rows.map((row) => Number(row['Hits']))).toEqual(profile.lines.map(({ hits }) => hits));
  });

  it('says what is missing', async () => {
    const page = await visit(pastRange(24 * 40, 24 * 39).query);
    await page.getByText('At level 1, no profiles are recorded').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  async function endpointId(): Promise<number> {
    return (await stage.api.endpoint(NAME))?.id ?? 0;
  }

  async function visit(query: string): Promise<Page> {
    return stage.visit(`/endpoint/${await endpointId()}/grouped-profiler?${query}`);
  }

  async function answered(query: string): Promise<GroupedProfileAnswer> {
    return stage.api.json('GET', `/endpoints/${await endpointId()}/grouped-profile?${RANGE.query}&${query}`);
  }
});

function table(page: Page): Locator {
  return page.getByRole('group', { name: 'Lines of the grouped profile', exact: true });
}

/** Without rows that stand for folded lines. */
function lines(page: Page): Locator {
  return table(page).locator('tbody tr:has(code)');
}

function codes(page: Page): Promise<string[]> {
  return table(page).locator('tbody code').allTextContents();
}

async function lineCells(page: Page, count: number): Promise<readonly (readonly string[])[]> {
  await expect.poll(() => lines(page).count()).toBe(count);
  const cells = await lines(page).evaluateAll((rows) =>
    rows.map((row) => [1, 2, 3, 4].map((cell) => row.children[cell]?.textContent ?? '')),
  );
  return cells.map((row) => row.map(normal));
}

/** Of the line that is pointed at or chosen, one in each drawing. */
function outlines(page: Page): Promise<number> {
  return page.locator('[aria-roledescription=chart] path').count();
}
