import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { EndpointsAnswer, MetricsAnswer } from '../../src/api/contract.ts';
import { formatCount } from '../../ui/src/format/count.ts';
import { endpointRows, normal, tile } from './overview-reading.ts';
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

  it('has something to see on every page of the app', async () => {
    const page = await signedIn();
    for (const each of [...APP_PAGES, ...ADMINISTRATION_PAGES, ...CONFIGURATION_PAGES]) {
      await page.goto(stage.url + each.path);
      await settled(page, each.path === '/custom_graphs' ? { ...each, subject: 'Orders' } : each);
      await expectNothingFailed(page, each);
      expect(await page.getByText('No requests yet').count(), each.path).toBe(0);
    }
  });

  it('has something to see on every page of an endpoint', async () => {
    const page = await signedIn();
    const { endpoints } = await answered<EndpointsAnswer>(page, 'endpoints');
    const id = endpoints.find(({ name }) => name === ENDPOINT)?.id;
    for (const each of ENDPOINT_PAGES) {
      await page.goto(stage.url + each.path.replace(':id', String(id)));
      await page.getByRole('heading', { name: ENDPOINT, level: 1 }).waitFor();
      if (NEED_A_LEVEL.test(each.path))
        await page.getByText(/^At level 1, no (profiles|outliers) are recorded$/).waitFor();
      else await settled(page, { ...each, heading: ENDPOINT });
      await expectNothingFailed(page, each);
    }
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

async function expectNothingFailed(page: Page, { path }: PageUnderTest): Promise<void> {
  expect(await page.getByText('could not be loaded').count(), path).toBe(0);
}
