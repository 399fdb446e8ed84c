import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { seriousViolations } from './serious-violations.ts';
import { NARROW, WIDE } from './stage.ts';

/** Not in git: for people who want to look. */
const PICTURES = 'test-artifacts/pages';
const LOOKS = [
  [WIDE, 'light'],
  [WIDE, 'dark'],
  [NARROW, 'light'],
  [NARROW, 'dark'],
] as const;
mkdirSync(PICTURES, { recursive: true });

interface Picture {
  /** Of the page, below the dashboard. */
  readonly path: string;
  /** Tells pictures of the same page apart. */
  readonly of?: string;
  /** Until the page shows all that it has. */
  readonly settle: () => Promise<void>;
}

/** Fits both widths in both themes; the first and the last of these are looked at by axe too. */
export async function takePictures(page: Page, { path, of = '', settle }: Picture): Promise<void> {
  const name = path.replace('/endpoint/:id', '/endpoint').replaceAll('/', '-').slice(1);
  expect(await seriousViolations(page)).toEqual([]);
  for (const [width, scheme] of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: width === NARROW ? 844 : 900 });
    await settle();
    await page.screenshot({ path: `${PICTURES}/${of}${name}-${width}-${scheme}.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: WIDE, height: 900 });
}
