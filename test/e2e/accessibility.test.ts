import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chartCard, drawnColors } from './chart-reading.ts';
import { endpointRows } from './overview-reading.ts';
import { BOOKSHOP, describeInBrowser, NARROW } from './stage.ts';

describeInBrowser('accessibility', BOOKSHOP, (stage) => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`has no serious violation on the login page, ${scheme}`, async () => {
      const page = await stage.visit('/login', { as: null, scheme });
      await page.getByLabel('Username').waitFor();
      expect(await seriousViolations(page)).toEqual([]);
    });

    it(`has no serious violation on the overview and an endpoint, ${scheme}`, async () => {
      const page = await stage.visit('/overview?range=7d', { scheme });
      await endpointRows(page).first().waitFor();
      await drawnColors(chartCard(page, 'Requests over time'));
      expect(await seriousViolations(page)).toEqual([]);
      await endpointRows(page).getByRole('link', { name: '/orders', exact: true }).click();
      await drawnColors(chartCard(page, 'Latency over time'));
      await page.getByRole('group', { name: 'Latest requests', exact: true }).getByRole('row').nth(3).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
    });
  }

  it('has no serious violation on a phone, with the time picker open', async () => {
    const page = await stage.visit('/overview?range=7d', { width: NARROW });
    await endpointRows(page).first().waitFor();
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByRole('button', { name: 'Show this range' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});

async function seriousViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
