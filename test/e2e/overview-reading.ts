import type { Locator, Page } from 'playwright-core';

/** Parts of the overview, as people and screen readers find them. */
export function endpointTable(page: Page): Locator {
  return page.getByRole('group', { name: 'Endpoints', exact: true });
}

/** Without the header. */
export function endpointRows(page: Page): Locator {
  return endpointTable(page).locator('tbody tr:has(a)');
}

export function tile(page: Page, label: string): Locator {
  return page.locator('main button[aria-expanded]').filter({ hasText: new RegExp(`^${label}`) });
}

/** Ids of the endpoints, in the order of the rows. */
export async function shownEndpoints(page: Page): Promise<readonly number[]> {
  const paths = await endpointRows(page).evaluateAll((rows) =>
    rows.map((row) => row.querySelector('a')?.pathname ?? ''),
  );
  return paths.map((path) => Number(/\/endpoint\/(\d+)$/.exec(path)?.[1]));
}

/** Texts of one row by column header. */
export async function rowTexts(page: Page, id: number): Promise<Readonly<Record<string, string>>> {
  const headers = await endpointTable(page).getByRole('columnheader').allInnerTexts();
  const cells = await endpointRows(page)
    .filter({ has: page.locator(`a[href$="/endpoint/${id}"], a[href*="/endpoint/${id}?"]`) })
    .first()
    .getByRole('cell')
    .allInnerTexts();
  return Object.fromEntries(headers.map((header, index) => [header.trim(), (cells[index] ?? '').trim()]));
}

/** All that makes two views the same, ages left out because they go on. */
export async function shownView(page: Page): Promise<object> {
  const ids = await shownEndpoints(page);
  const rows = await Promise.all(
    ids.map(async (id) => {
      const { 'Last request': _, ...texts } = await rowTexts(page, id);
      return texts;
    }),
  );
  const labels = (pattern: RegExp): Promise<string[]> =>
    page.getByRole('button', { name: pattern }).evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''));
  const sorted = endpointTable(page).locator('th[aria-sort]:not([aria-sort=none])');
  return {
    url: page.url(),
    time: await labels(/^Time range/),
    comparison: await labels(/^Compare with/),
    filters: await labels(/^Remove the filter/),
    sort: await sorted.evaluateAll((all) => all.map((each) => `${each.textContent} ${each.ariaSort}`)),
    text: await page.getByRole('searchbox').inputValue(),
    tiles: await page.locator('main button[aria-expanded]').allInnerTexts(),
    rows,
  };
}

/** With plain single spaces, wherever the page keeps a number and its unit together. */
export function normal(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
