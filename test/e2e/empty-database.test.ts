import { expect, it } from 'vitest';
import { CREDENTIALS, eventually } from '../support/app-process.ts';
import { takePictures } from './page-pictures.ts';
import { ADMINISTRATION_PAGES, APP_PAGES, CONFIGURATION_PAGES, ENDPOINT_PAGES, settledWhenNew } from './pages.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser } from './stage.ts';
import { chosenState, useControls } from './use-controls.ts';

const SIGN_IN = { NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password };
const PAGES = [...APP_PAGES, ...ADMINISTRATION_PAGES, ...CONFIGURATION_PAGES];

describeInBrowser('every page on an empty database', { fixture: 'silent.mjs', environment: SIGN_IN }, (stage) => {
  it.each(PAGES)('says what fills it, fits, has no serious violation, and works: $path', async (each) => {
    expect([await stage.api.endpoints(), (await stage.api.requests()).requests]).toEqual([[], []]);
    const page = await stage.visit(each.path);
    await settledWhenNew(page, each);
    await takePictures(page, { path: each.path, of: 'empty-', settle: () => settledWhenNew(page, each) });
    await useControls(page);
    const chosen = await chosenState(page);
    await page.reload();
    await expect.poll(() => chosenState(page)).toEqual(chosen);
  });
});

/** At level 0 an endpoint is known by its first request, which is not recorded. */
const UNRECORDED = { fixture: 'silent.mjs', environment: { ...SIGN_IN, NMD_MONITOR_LEVEL: '0' } };

describeInBrowser('an endpoint without a recorded request', UNRECORDED, (stage) => {
  it('says so on every page, fits, and has no serious violation', async () => {
    const id = await endpointId();
    const page = await stage.visit('/login');
    const settle = async (): Promise<void> => {
      await page.getByRole('heading', { name: '(unmatched)', level: 1 }).waitFor();
      await page.getByText('No request of this endpoint was recorded').waitFor();
      await page.getByText('At level 0 only the time of the last request is kept.').waitFor();
    };
    for (const { path } of ENDPOINT_PAGES) {
      await page.goto(stage.url + path.replace(':id', String(id)));
      await settle();
      expect(await seriousViolations(page)).toEqual([]);
    }
    await takePictures(page, { path: '/endpoint', of: 'unrecorded-', settle });
  });

  it('says what fills it once the level is right', async () => {
    const id = await endpointId();
    const page = await stage.visit(`/endpoint/${id}`);
    await page
      .getByRole('radio', { name: /^Level 1/ })
      .locator('..')
      .click();
    await page.getByText('It fills with the endpoint’s next request').waitFor();
    expect(await page.locator('pre').textContent()).toContain('dashboard.bind(app)');
    await stage.api.json('PATCH', `/endpoints/${id}`, { level: 0 });
  });

  async function endpointId(): Promise<number> {
    await fetch(`${stage.app.url}/anything`);
    const { id, requestsOverall } = await eventually('it is listed', () => stage.api.endpoint('(unmatched)'));
    expect(requestsOverall).toBe(0);
    return id;
  }
});
