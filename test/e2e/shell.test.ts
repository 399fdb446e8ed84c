import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chartCard, drawnColors } from './chart-reading.ts';
import { endpointRows, rowTexts, tile } from './overview-reading.ts';
import { describeInBrowser, NARROW } from './stage.ts';

describeInBrowser('shell', { fixture: 'bookshop.mjs' }, (stage) => {
  it('shows new requests within three seconds, pauses and goes on', async () => {
    const page = await stage.visit('/overview?range=15m');
    await page.getByRole('button', { name: 'Live updates: live. Pause' }).waitFor();
    const { id } = (await stage.api.endpoint('GET /orders/:id')) ?? { id: 0 };
    await endpointRows(page).first().waitFor();
    const shown = async (): Promise<number> => Number((await rowTexts(page, id))['Requests']);
    const before = await shown();
    await request('/orders/7', 2);
    await expect.poll(shown, { timeout: 3000 }).toBe(before + 2);

    await page.getByRole('button', { name: 'Live updates: live. Pause' }).click();
    await request('/orders/8', 3);
    await expect.poll(async () => (await stage.api.endpoint('GET /orders/:id'))?.requests).toBeGreaterThan(before + 4);
    await page.waitForTimeout(1500);
    expect(await shown()).toBe(before + 2);
    await page.getByRole('button', { name: 'Live updates: paused. Resume' }).click();
    await expect.poll(shown, { timeout: 3000 }).toBe(before + 5);
  });

  it('goes to any endpoint by a part of its name', async () => {
    const page = await stage.visit('/overview?range=7d');
    await endpointRows(page).first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Endpoint or page' }).waitFor();
    await page.keyboard.type('profile');
    await page.getByRole('option', { name: 'PUT /account/profile' }).waitFor();
    const chosen = page.getByRole('option', { selected: true });
    const first = await chosen.textContent();
    await page.keyboard.press('ArrowDown');
    expect(await chosen.textContent()).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /(GET|PUT) \/account\/profile/, level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe('?range=7d');
  });

  it('is worked by the keys that its help names', async () => {
    const { id } = (await stage.api.endpoint('GET /books')) ?? { id: 0 };
    const page = await stage.visit(`/endpoint/${id}?range=6h`);
    await page.getByRole('heading', { name: 'GET /books', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Go to the overview').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });

    await page.keyboard.press('[');
    await page.waitForURL(/from=.*&to=/);
    const { searchParams } = new URL(page.url());
    const ends = Date.parse(searchParams.get('to') ?? '');
    expect(Math.abs(Date.now() - 3 * 3_600_000 - ends)).toBeLessThan(60_000);
    await page.keyboard.press(']');
    await page.waitForURL(/range=6h/);

    await page.keyboard.press('t');
    await page.getByRole('dialog', { name: 'Time range' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Time range' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL(/\/overview\?range=6h$/);
    await endpointRows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('t?[');
    await page.waitForURL(/q=t%3F%5B$/);
    expect(await page.getByRole('dialog').count(), 'typing is no shortcut').toBe(0);
  });

  it('is dark or light as the system is, or as chosen, with charts to match', async () => {
    const page = await stage.visit('/overview', { scheme: 'light' });
    await drawnColors(chartCard(page, 'Requests over time'));
    const light = await background(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);
    await chooseTheme(page, 'Light');
    await expect.poll(() => background(page)).toBe(light);
    await page.reload();
    await endpointRows(page).first().waitFor();
    expect(await background(page)).toBe(light);
    await chooseTheme(page, 'Dark');
    await expect.poll(() => background(page)).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).toBe(dark);
    await chooseTheme(page, 'As the system');
    await expect.poll(() => background(page)).toBe(light);
  });

  it('fits a phone: nothing scrolls sideways, and the navigation opens as a drawer', async () => {
    const page = await stage.visit('/overview', { width: NARROW });
    await endpointRows(page).first().waitFor();
    await drawnColors(chartCard(page, 'Requests over time'));
    expect(await pageWidth(page)).toBe(NARROW);
    await endpointRows(page).getByRole('link', { name: 'GET /search', exact: true }).click();
    await page.getByRole('heading', { name: 'GET /search', level: 1 }).waitFor();
    await drawnColors(chartCard(page, 'Latency over time'));
    expect(await pageWidth(page)).toBe(NARROW);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await page.getByRole('dialog', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('dialog', { name: 'Pages' }).waitFor({ state: 'hidden' });
    await tile(page, 'Requests').waitFor();
    for (const button of [/^Time range/, /^Compare with/, 'Account and theme']) {
      await page.getByRole('button', { name: button }).click();
      expect(await pageWidth(page)).toBe(NARROW);
      await page.keyboard.press('Escape');
    }
  });

  async function request(path: string, times: number): Promise<void> {
    for (let time = 0; time < times; time++) await fetch(stage.app.url + path);
  }
});

async function chooseTheme(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Account and theme' }).click();
  await page.getByLabel('Theme', { exact: true }).selectOption({ label: name });
  await page.keyboard.press('Escape');
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function pageWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
