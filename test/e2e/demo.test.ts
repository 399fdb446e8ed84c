import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { EndpointsAnswer, MetricsAnswer } from '../../src/api/contract.ts';
import { formatCount } from '../../ui/src/format/count.ts';
import { endpointRows, normal, tile } from './overview-reading.ts';
import { takePictures } from './page-pictures.ts';
import {
  ADMINISTRATION_PAGES,
  APP_PAGES,
  CONFIGURATION_PAGES,
  ENDPOINT_PAGES,
  type PageUnderTest,
  settled,
} from './pages.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser } from './stage.ts';
import { chosenState, useControls } from './use-controls.ts';

const PAGES = [...APP_PAGES, ...ADMINISTRATION_PAGES, ...CONFIGURATION_PAGES];
const ENDPOINT = 'GET /products/:id';
/** Of the past only: the shop has visitors while it is looked at. */
const RANGE = pastRange(24);
/** The shop's endpoints are at level 1 until somebody raises it. */
const NEED_A_LEVEL = /\/(profiler|grouped-profiler|outliers)$/;

describeInBrowser('the demo', { fixture: 'demo.mjs', environment: {} }, (stage) => {
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> | null = null;

  it('opens by its link, with the numbers that the API answers', async () => {
    const page = await signedIn();
    await page.goto(`${stage.url}/overview?${RANGE.query}&compare=none`);
    const { rows } = await answered<MetricsAnswer>(page, `metrics?metrics=requests&${RANGE.query}`);
    const { endpoints } = await answered<EndpointsAnswer>(page, `endpoints?${RANGE.query}`);
    expect(rows[0]?.requests).toBeGreaterThan(1000);
    await expect
      .poll(async () => normal(await tile(page, 'Requests').textContent()))
      .toContain(normal(formatCount(rows[0]?.requests)));
    await expect.poll(() => endpointRows(page).count()).toBe(endpoints.length);
  });

  it.each(PAGES)('has something to see, fits, has no serious violation, and works: $path', async (each) => {
    const page = await signedIn();
    await page.goto(stage.url + each.path);
    await driven(page, each, () =>
      settled(page, each.path === '/custom_graphs' ? { ...each, subject: 'Orders' } : each),
    );
    expect(await page.getByText('No requests yet').count()).toBe(0);
  });

  it.each(ENDPOINT_PAGES)('has something to see of an endpoint, and the same holds: $path', async (each) => {
    const page = await signedIn();
    const { endpoints } = await answered<EndpointsAnswer>(page, 'endpoints');
    const id = endpoints.find(({ name }) => name === ENDPOINT)?.id;
    await page.goto(stage.url + each.path.replace(':id', String(id)));
    await driven(page, each, async () => {
      await page.getByRole('heading', { name: ENDPOINT, level: 1 }).waitFor();
      if (NEED_A_LEVEL.test(each.path))
        await page.getByText(/^At level 1, no (profiles|outliers) are recorded$/).waitFor();
      else await settled(page, { ...each, heading: ENDPOINT });
    });
  });

  async function signedIn(): Promise<Page> {
    const page = await stage.visit('about:blank', { as: null });
    if (cookies !== null) {
      await page.context().addCookies(cookies);
      return page;
    }
    const link = /login (\S+)/.exec(stage.app.output())?.[1] ?? '';
    await page.goto(stage.app.url + link);
    await page.waitForURL(/\/dashboard\/overview$/);
    cookies = await page.context().cookies();
    return page;
  }

  async function answered<Answer>(page: Page, question: string): Promise<Answer> {
    return (await (await page.request.get(`${stage.url}/api/${question}`)).json()) as Answer;
  }
});

async function driven(page: Page, { path }: PageUnderTest, settle: () => Promise<void>): Promise<void> {
  await settle();
  await takePictures(page, { path, of: 'demo-', settle });
  await useControls(page);
  const chosen = await chosenState(page);
  await page.reload();
  await expect.poll(() => chosenState(page)).toEqual(chosen);
  expect(await page.getByText('could not be loaded').count()).toBe(0);
}
