import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInBrowser, NARROW, WIDE } from './stage.ts';

const PICTURES = 'test-artifacts/reporting';
mkdirSync(PICTURES, { recursive: true });

describeInBrowser('reports', { fixture: 'bookshop.mjs' }, (stage) => {
  it('compares two versions, shows verdicts, and leads to the endpoint', async () => {
    const page = await stage.visit('/reporting?report=version');
    await page.getByText('Choose two versions').waitFor();
    await page.getByRole('combobox', { name: 'Version' }).selectOption('1.2.0');
    await page.getByRole('combobox', { name: 'against' }).selectOption('1.1.0');
    await page.getByText('version 1.2.0 against version 1.1.0').waitFor();
    await page.waitForURL(/against=1\.1\.0/);
    const table = page.getByRole('group', { name: 'Verdicts', exact: true });
    await table.getByRole('link', { name: 'GET /books/:id', exact: true }).waitFor();
    await page.screenshot({ path: `${PICTURES}/versions-${WIDE}.png` });
    const again = await stage.visit(page.url(), { width: NARROW, scheme: 'dark' });
    await again.getByText('version 1.2.0 against version 1.1.0').waitFor();
    await again.screenshot({ path: `${PICTURES}/versions-${NARROW}.png` });
    await table.getByRole('link', { name: 'GET /books/:id', exact: true }).click();
    await page.getByRole('heading', { name: 'GET /books/:id', level: 1 }).waitFor();
  });

  it('keeps period and method in the URL', async () => {
    const page = await stage.visit('/reporting');
    await page.getByRole('radio', { name: 'Week' }).check();
    await page.waitForURL(/report=week/);
    await page.getByRole('radio', { name: 'As Flask’s dashboard' }).check();
    await page.waitForURL(/method=fmd/);
    await page.getByText('not asked').first().waitFor();
    const again = await stage.visit(page.url());
    expect(await again.getByRole('radio', { name: 'Week' }).isChecked()).toBe(true);
  });
});
