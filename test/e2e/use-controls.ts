import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Uses everything that each chart, table and choice has, once. */
export async function useControls(page: Page): Promise<void> {
  const main = page.locator('main');
  await useLegend(main);
  for (const button of await main.getByRole('button', { name: /^Show as a/ }).all()) await useChart(page, button);
  for (const button of await main.getByRole('button', { name: 'Export', exact: true }).all()) {
    if (await button.isEnabled()) await useExport(page, button);
  }
  for (const button of await main.locator('th[aria-sort] button').all()) await useSort(button);
  await useChoices(page, main);
  await useSelects(main);
  await useSearch(page, main);
}

/** Of choices, selects, filter boxes and sorted columns: what the address has to restore. */
export function chosenState(page: Page): Promise<readonly string[]> {
  return page.locator('main').evaluate((main) => {
    const inputs = [...main.querySelectorAll<HTMLInputElement>('fieldset [type=radio]:checked, [type=search]')];
    const legends = [...main.querySelectorAll('li [aria-pressed=false]')];
    return [
      ...inputs.map(
        (input) => `${input.closest('fieldset')?.textContent ?? ''} ${input.labels?.[0]?.textContent ?? input.value}`,
      ),
      ...legends.map((legend) => `hidden ${legend.textContent}`),
    ];
  });
}

/** `button`: the one that switches between chart and table. */
async function useChart(page: Page, button: Locator): Promise<void> {
  const card = button.locator('xpath=ancestor::section[1]');
  // Nothing to draw in this view.
  if (!(await button.isEnabled())) return;
  for (const format of ['PNG', 'CSV'])
    await downloaded(page, card.getByRole('button', { name: `Download as ${format}` }), format);
  await button.click();
  await card.getByRole('table').waitFor();
  await button.click();
  await card.getByRole('table').waitFor({ state: 'detached' });
}

/** Every file that the menu offers. */
async function useExport(page: Page, button: Locator): Promise<void> {
  await button.click();
  const items = page.getByRole('menuitem');
  await items.first().waitFor();
  const formats = await items.allTextContents();
  await page.keyboard.press('Escape');
  for (const [index, format] of formats.entries()) {
    await items.first().waitFor({ state: 'detached' });
    await button.click();
    await downloaded(page, items.nth(index), format);
  }
}

const ENDINGS: Readonly<Record<string, string>> = { PNG: 'png', CSV: 'csv', JSON: 'json', 'JSON lines': 'ndjson' };

async function downloaded(page: Page, button: Locator, format: string): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${ENDINGS[format]}$`));
}

async function useSort(button: Locator): Promise<void> {
  const header = button.locator('xpath=ancestor::th');
  const before = await header.getAttribute('aria-sort');
  await button.click();
  await expect.poll(() => header.getAttribute('aria-sort')).not.toBe(before);
}

async function useLegend(main: Locator): Promise<void> {
  const entries = main.locator('li button[aria-pressed]');
  if ((await entries.count()) < 2) return;
  await entries.first().click();
  await expect.poll(() => entries.first().getAttribute('aria-pressed')).toBe('false');
}

async function useChoices(page: Page, main: Locator): Promise<void> {
  // Levels are switched in a test of their own: they are no choice of what is shown.
  const radios = main.locator('fieldset [type=radio]:not([aria-label^="Level "])');
  for (const radio of await radios.all()) {
    if (await radio.isChecked()) continue;
    const before = page.url();
    await radio.check();
    await expect.poll(() => page.url()).not.toBe(before);
  }
}

async function useSelects(main: Locator): Promise<void> {
  for (const select of await main.locator('select:not([aria-label^="Role of"])').all()) {
    const values = await select
      .locator('option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
    const current = await select.inputValue();
    const other = values.findLast((value) => value !== current);
    if (other === undefined) continue;
    await select.selectOption(other);
    await expect.poll(() => select.inputValue()).toBe(other);
    await select.selectOption(current);
    await expect.poll(() => select.inputValue()).toBe(current);
  }
}

async function useSearch(page: Page, main: Locator): Promise<void> {
  const [box] = await main.getByRole('searchbox').all();
  if (box === undefined) return;
  await box.fill('no such text');
  await page.waitForURL(/q=no(\+|%20)such(\+|%20)text/);
}
