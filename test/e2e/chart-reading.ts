import type { Locator, Page } from 'playwright-core';

/** A chart with its heading and buttons. */
export function chartCard(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

/** The part that takes the pointer and arrow keys. */
export function plotArea(page: Page, title: string): Locator {
  return chartCard(page, title).locator('[aria-roledescription=chart]');
}

/** Answers how many different colours are drawn, once anything is. */
export async function drawnColors(card: Locator): Promise<number> {
  const canvas = card.locator('canvas').first();
  await canvas.waitFor();
  return canvas.evaluate((element) => {
    const drawing = element as HTMLCanvasElement;
    const { width, height } = drawing;
    // A copy, so that reading does not slow down the drawing itself, which browsers warn of.
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    copy?.drawImage(drawing, 0, 0);
    const pixels = copy?.getImageData(0, 0, width, height).data;
    const colors = new Set<number>();
    new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0)).forEach((pixel) => {
      colors.add(pixel);
    });
    return colors.size;
  });
}

/** Texts of the table behind a chart, row by row, each by its column's header. */
export async function tableBehind(card: Locator): Promise<readonly Readonly<Record<string, string>>[]> {
  await card.getByRole('button', { name: 'Show as a table' }).click();
  return tableRows(card);
}

/** Of a table that is shown. */
export async function tableRows(card: Locator): Promise<readonly Readonly<Record<string, string>>[]> {
  const headers = await card.getByRole('columnheader').allInnerTexts();
  const rows = await card
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  return rows.map((cells) => Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? ''])));
}

/** From one share of the plot's width to another. */
export async function dragAcross(area: Locator, from: number, to: number): Promise<void> {
  const box = await area.boundingBox();
  if (box === null) throw new Error('The chart is not in view');
  const { mouse } = area.page();
  const y = box.y + box.height / 2;
  await mouse.move(box.x + box.width * from, y);
  await mouse.down();
  await mouse.move(box.x + (box.width * (from + to)) / 2, y);
  await mouse.move(box.x + box.width * to, y);
  await mouse.up();
}
