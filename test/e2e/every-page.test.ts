import { expect, it, vi } from 'vitest';
import { controlsOf, expectKnownControls } from './page-controls.ts';
import { takePictures } from './page-pictures.ts';
import { ADMINISTRATION_PAGES, APP_PAGES, CONFIGURATION_PAGES, ENDPOINT_PAGES, settled } from './pages.ts';
import { describeInBrowser } from './stage.ts';
import { chosenState, useControls } from './use-controls.ts';

const PAGES = [...APP_PAGES, ...ADMINISTRATION_PAGES, ...CONFIGURATION_PAGES, ...ENDPOINT_PAGES];
describeInBrowser('every page', { fixture: 'bookshop.mjs' }, (stage) => {
  it.each(PAGES)('fits, has no serious violation, and keeps in the address what is chosen: $path', async (each) => {
    const { id } = (await stage.api.endpoint('GET /books/:id')) ?? { id: 0 };
    const page = await stage.visit(each.path.replace(':id', String(id)));
    await settled(page, each);
    // Those of the page's other charts come a moment after its first.
    await vi.waitFor(async () => expectKnownControls(each.path, await controlsOf(page)), { timeout: 30_000 });
    await takePictures(page, { path: each.path, settle: () => settled(page, each) });
    await useControls(page);
    const chosen = await chosenState(page);
    await page.reload();
    await expect.poll(() => chosenState(page)).toEqual(chosen);
  });

  it('is found in the navigation and by name', async () => {
    const page = await stage.visit('/overview');
    await page.getByRole('button', { name: 'Widen the navigation' }).click();
    for (const { path, heading } of [...APP_PAGES, ...ADMINISTRATION_PAGES]) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: heading }).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(new RegExp(`${path}$`));
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Endpoint or page' }).waitFor();
    await page.keyboard.type('daily');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Daily API utilization', level: 1 }).waitFor();
  });

  it('opens with a time that suits it, and keeps one that was chosen', async () => {
    const page = await stage.visit('/hourly_load');
    const time = page.getByRole('button', { name: /^Time range/ });
    await expect.poll(() => time.getAttribute('aria-label')).toBe('Time range: Last 14 days');
    await openPage('Overview');
    await expect.poll(() => time.getAttribute('aria-label')).toBe('Time range: Last 24 hours');
    await time.click();
    await page.getByRole('button', { name: 'Last 24 hours', exact: true }).click();
    await openPage('Hourly API utilization');
    await expect.poll(() => time.getAttribute('aria-label')).toBe('Time range: Last 24 hours');

    async function openPage(name: string): Promise<void> {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
    }
  });

  it('says what failed, and asks again on demand', async () => {
    const page = await stage.visit('/login');
    stage.faults(page).expect(/503 .*api\/metrics/);
    await page.route('**/api/metrics?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { title: 'Unavailable', status: 503, code: 'storage-unavailable', detail: 'The database is away.' },
      }),
    );
    await page.goto(`${stage.url}/hourly_load`);
    const failure = page.getByRole('alert').filter({ hasText: 'Hourly utilization could not be loaded' });
    await failure.getByText('The database is away.').waitFor();
    await page.unroute('**/api/metrics?*');
    await failure.getByRole('button', { name: 'Retry' }).click();
    await settled(page, APP_PAGES[1] ?? { path: '', heading: '', subject: '', hasChart: false });
  });
});
