import { expect, it } from 'vitest';
import { chartCard, drawnColors } from './chart-reading.ts';
import { endpointRows } from './overview-reading.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser, NARROW, WIDE } from './stage.ts';

describeInBrowser('accessibility', { fixture: 'bookshop.mjs' }, (stage) => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`has no serious violation on the login page, ${scheme}`, async () => {
      const page = await stage.visit('/login', { as: null, scheme });
      await page.getByLabel('Username').waitFor();
      expect(await seriousViolations(page)).toEqual([]);
    });

    for (const width of [WIDE, NARROW]) {
      it(`has no serious violation on the overview and an endpoint, ${scheme}, ${width} px`, async () => {
        const page = await stage.visit('/overview?range=7d', { scheme, width });
        await endpointRows(page).first().waitFor();
        await drawnColors(chartCard(page, 'Requests over time'));
        expect(await seriousViolations(page)).toEqual([]);
        await page.getByRole('button', { name: /^Time range/ }).click();
        await page.getByRole('button', { name: 'Show this range' }).waitFor();
        expect(await seriousViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await endpointRows(page)
          .getByRole('link', { name: /^(POST )?\/orders$/ })
          .click();
        await drawnColors(chartCard(page, 'Latency over time'));
        await page.getByRole('group', { name: 'Latest requests', exact: true }).getByRole('row').nth(3).waitFor();
        expect(await seriousViolations(page)).toEqual([]);
      });
    }
  }
});
