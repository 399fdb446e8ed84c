import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { CREDENTIALS } from '../support/app-process.ts';
import { chartCard, drawnColors } from './chart-reading.ts';
import { endpointRows } from './overview-reading.ts';
import { BOOKSHOP, describeInBrowser, NARROW, type Stage, WIDE } from './stage.ts';

/** To be looked at by people. */
const FOLDER = 'test-artifacts/screenshots';
const HEIGHTS = { [WIDE]: 900, [NARROW]: 844 } as const;

describeInBrowser('pages with data', BOOKSHOP, (stage) => {
  beforeAll(makeFolder);

  it('the login fits every window, light and dark', async () => {
    const page = await stage.visit('/login', { as: null });
    await page.getByLabel('Username').waitFor();
    await checkLooks(page, 'login');
  });

  it('the overview fits every window, light and dark', async () => {
    const page = await stage.visit('/overview?range=7d&compare=week');
    await endpointRows(page).first().waitFor();
    await drawnColors(chartCard(page, 'Requests over time'));
    await checkLooks(page, 'overview-full');
  });

  it('an endpoint’s page fits every window, light and dark', async () => {
    const page = await stage.visit(`/endpoint/${await endpointId(stage, 'POST /orders')}?range=7d`);
    await drawnColors(chartCard(page, 'Latency over time'));
    await drawnColors(chartCard(page, 'Duration by version'));
    await page.getByRole('group', { name: 'Latest requests', exact: true }).getByRole('row').nth(3).waitFor();
    await checkLooks(page, 'endpoint-full');
  });

  it('a view without requests fits every window, light and dark', async () => {
    const page = await stage.visit(`/endpoint/${await endpointId(stage, 'POST /orders')}?version=9.9.9`);
    await page.getByText('No requests in this view').first().waitFor();
    await checkLooks(page, 'endpoint-nothing-found');
  });
});

const SILENT = {
  fixture: 'silent.mjs',
  environment: { NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password },
};

describeInBrowser('pages without data', SILENT, (stage) => {
  beforeAll(makeFolder);

  it('the empty overview fits every window, light and dark', async () => {
    const page = await stage.visit('/overview');
    await page.getByText('No requests yet').waitFor();
    await checkLooks(page, 'overview-empty');
  });
});

function makeFolder(): void {
  mkdirSync(FOLDER, { recursive: true });
}

async function endpointId(stage: Stage, name: string): Promise<number> {
  const endpoint = await stage.api.endpoint(name);
  if (endpoint === undefined) throw new Error(`${name} is not listed`);
  return endpoint.id;
}

async function checkLooks(page: Page, name: string): Promise<void> {
  for (const width of [WIDE, NARROW] as const) {
    await page.setViewportSize({ width, height: HEIGHTS[width] });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => lightness(page)).toBe(colorScheme);
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
}

/** What the page's ground says that it is. */
async function lightness(page: Page): Promise<'light' | 'dark'> {
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (ground.match(/[\d.]+/g) ?? []).map(Number);
  return red + green + blue > 382 ? 'light' : 'dark';
}
