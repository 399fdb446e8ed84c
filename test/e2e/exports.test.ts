import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiOutlier } from '../../src/api/contract.ts';
import { pastRange } from './past-range.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser, GUEST, type Visitor } from './stage.ts';

const NAME = 'GET /books/:id';
const RANGE = pastRange(14 * 24);
/** Of which all single requests are kept: older ones may go while the test runs. */
const KEPT_RANGE = pastRange(6 * 24);

describeInBrowser('exports', { fixture: 'bookshop.mjs' }, (stage) => {
  it('of requests hold all that the view is filtered to, not the page that is shown', async () => {
    const page = await visit('', '&statusCode=2xx', {}, KEPT_RANGE);
    await page.getByRole('group', { name: 'Latest requests', exact: true }).getByRole('row').nth(1).waitFor();
    const menu = page.getByRole('region', { name: 'Latest requests' });
    const { name, text } = await saved(page, menu, 'All requests as CSV');
    expect(name).toBe('requests.csv');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    const { rows: answer } = await stage.api.metrics(
      `metrics=requests&filter.endpoint=${await endpointId()}&filter.statusCode=2xx&${KEPT_RANGE.query}`,
    );
    expect(rows).toHaveLength(Number(answer[0]?.['requests']));
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map(({ endpoint }) => endpoint))).toEqual(new Set([NAME]));
  });

  it('of outliers show guests no request, and admins all', async () => {
    for (const [as, hasRequest] of [
      [undefined, true],
      [GUEST, false],
    ] as const) {
      const page = await visit('/outliers', '', as === undefined ? {} : { as });
      await page.getByRole('group', { name: 'Outliers', exact: true }).getByRole('row').nth(1).waitFor();
      const list = page.getByRole('region', { name: 'Outliers', exact: true });
      const { name, text } = await saved(page, list, 'All outliers as JSON lines');
      expect(name).toBe('outliers.ndjson');
      const outliers = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as ApiOutlier);
      expect(outliers.length).toBeGreaterThan(10);
      expect(outliers.every(({ request }) => (request !== null) === hasRequest)).toBe(true);
    }
  });

  it('of profiles hold their lines', async () => {
    const page = await visit('/profiler', '');
    await page.getByRole('group', { name: 'Profiled requests', exact: true }).getByRole('row').nth(1).waitFor();
    const list = page.getByRole('region', { name: 'Profiled requests', exact: true });
    await list.getByRole('button', { name: 'Export' }).click();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const { text } = await saved(page, list, 'All profiles as JSON');
    const { profiles } = JSON.parse(text) as { profiles: { lines: unknown[] }[] };
    expect(profiles.every(({ lines }) => lines.length > 0)).toBe(true);
    expect(profiles.length).toBeGreaterThan(0);
  });

  async function endpointId(): Promise<number> {
    return (await stage.api.endpoint(NAME))?.id ?? 0;
  }

  async function visit(tab: string, filters: string, visitor: Visitor = {}, range = RANGE): Promise<Page> {
    return stage.visit(`/endpoint/${await endpointId()}${tab}?${range.query}${filters}`, visitor);
  }

  async function saved(page: Page, panel: Locator, item: string): Promise<{ name: string; text: string }> {
    await panel.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  }
});
