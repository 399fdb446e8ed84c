import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { InstancesAnswer } from '../../src/api/admin-contract.ts';
import type { ApiEndpoint, BlockedAnswer, RegressionsAnswer } from '../../src/api/contract.ts';
import { formatCount } from '../../ui/src/format/count.ts';
import { formatDuration } from '../../ui/src/format/duration.ts';
import { formatPercent } from '../../ui/src/format/percent.ts';
import { chartCard } from './chart-reading.ts';
import { endpointRows, endpointTable, normal, rowTexts, shownEndpoints, tile } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { describeInBrowser } from './stage.ts';

const RANGE = pastRange(96);
const OVERVIEW = `/overview?${RANGE.query}`;

/** What each sortable column is sorted by. */
const COLUMNS: Readonly<Record<string, (endpoint: ApiEndpoint) => string | number | null>> = {
  Method: ({ method }) => method,
  Route: ({ route }) => route,
  Requests: ({ requests }) => requests,
  Today: ({ requestsToday }) => requestsToday,
  '7 days': ({ requestsWeek }) => requestsWeek,
  Overall: ({ requestsOverall }) => requestsOverall,
  Errors: ({ errorRate }) => errorRate,
  p50: ({ p50 }) => p50,
  p95: ({ p95 }) => p95,
  'Share of time': ({ timeShare }) => timeShare,
  'Last request': ({ lastRequested }) => (lastRequested === null ? null : Date.parse(lastRequested)),
  Level: ({ level }) => level,
};

describeInBrowser('overview', { fixture: 'bookshop.mjs' }, (stage) => {
  it('shows the numbers that the API answers, on the tiles and in each row', async () => {
    const page = await stage.visit(`${OVERVIEW}&compare=none`);
    const endpoints = await stage.api.endpoints(`?${RANGE.query}`);
    const { rows } = await stage.api.metrics(`metrics=requests,errorRate,p50,p95&${RANGE.query}`);
    const total = rows[0];
    await endpointRows(page)
      .nth(endpoints.length - 1)
      .waitFor();

    const tiles = {
      Requests: formatCount(total?.requests),
      'Error rate': formatPercent(total?.errorRate),
      p50: formatDuration(total?.p50),
      p95: formatDuration(total?.p95),
    };
    expect(total?.requests).toBeGreaterThan(1000);
    for (const [label, value] of Object.entries(tiles)) {
      // Tiles and rows are asked for apart.
      await expect
        .poll(async () => normal(await tile(page, label).textContent()), { message: label })
        .toContain(normal(value));
    }
    expect(endpoints).toHaveLength(13);
    for (const endpoint of endpoints) {
      const { 'Last request': _, Trend: __, Level: ___, ...texts } = await rowTexts(page, endpoint.id);
      expect(normalAll(texts), endpoint.name).toEqual(normalAll(expectedTexts(endpoint)));
      const checked = page.locator(`input[name="level-${endpoint.id}"]:checked`);
      expect(await checked.getAttribute('value')).toBe(String(endpoint.level));
    }
  });

  it('leads from its numbers to the endpoint in their time, and to what failed', async () => {
    const page = await stage.visit(OVERVIEW);
    const endpoint = await stage.api.endpoint('POST /orders');
    const row = endpointRows(page).filter({ has: page.getByRole('link', { name: '/orders', exact: true }) });
    const cell = row.filter({ hasText: 'POST' }).getByRole('cell');
    const { from, to } = RANGE;
    const range = { from, to };
    const since = { from: endpoint?.firstSeen };
    for (const [at, path, search] of [
      [2, '', range],
      [5, '', since],
      [6, '/status_code_distribution', range],
      [8, '', range],
    ] as const) {
      await cell.nth(at).getByRole('link').click();
      await page.getByRole('heading', { name: 'POST /orders', level: 1 }).waitFor();
      const { pathname, searchParams } = new URL(page.url());
      expect(pathname.endsWith(`/endpoint/${endpoint?.id}${path}`), pathname).toBe(true);
      expect(Object.fromEntries(searchParams)).toMatchObject(search);
      await page.goBack();
    }
  });

  it('opens the course of each tile below', async () => {
    const page = await stage.visit(OVERVIEW);
    await chartCard(page, 'Requests over time').waitFor();
    for (const label of ['Error rate', 'p50', 'p95']) {
      await tile(page, label).click();
      await chartCard(page, `${label} over time`).waitFor();
    }
    await tile(page, 'p95').click();
    await chartCard(page, 'p95 over time').waitFor({ state: 'detached' });
  });

  it('ranks first what got worse since the version before', async () => {
    const page = await stage.visit(`/overview?${pastRange(72).query}&compare=version:1.1.0`);
    // Not the lines of code below them.
    const items = page.getByRole('region', { name: 'Needs attention' }).locator('ol > li');
    // What is found by versions and what by time come one after the other.
    await items.filter({ hasText: 'POST /orders fails' }).waitFor();
    await items.nth(1).waitFor();
    const texts = (await items.allInnerTexts()).map(normal);
    const { regressions } = await stage.api.json<RegressionsAnswer>('GET', '/regressions');
    const isFound = regressions.some(({ name, question }) => name === 'POST /orders' && question === 'errorRate');
    // What the search for regressions has found is told with what was compared, else with the chosen time.
    expect(texts[0]).toMatch(
      isFound
        ? /^POST \/orders fails 1\d %, was [\d.]+ % \(\+.* interval .* requests, .* before\), since version 1\.2\.0/
        : /^POST \/orders fails 1\d % of .* requests, was [\d.]+ %/,
    );
    expect(texts.some((text) => /GET \/search is slower: median .* since version 1\.2\.0/.test(text))).toBe(true);
    const worse = texts.filter((text) => !/held the event loop/.test(text));
    expect(worse.length, worse.join('\n')).toBeLessThanOrEqual(3);
  });

  it('leads from a regression to what was compared, and lets admins say that they know', async () => {
    const { regressions } = await stage.api.json<RegressionsAnswer>('GET', '/regressions');
    const slower = regressions.find(({ name }) => name === 'GET /search');
    const page = await stage.visit('/overview');
    const region = page.getByRole('region', { name: 'Needs attention' });
    const item = region.getByRole('listitem').filter({ hasText: 'GET /search is slower' });
    await item.getByRole('link', { name: 'GET /search' }).click();
    await page.getByRole('heading', { name: 'GET /search', level: 1 }).waitFor();
    const { searchParams } = new URL(page.url());
    const shown = Object.fromEntries(
      ['from', 'to', 'version', 'compare'].map((name) => [name, searchParams.get(name)]),
    );
    const { from, to } = slower?.comparison ?? {};
    expect(shown).toEqual({ from, to, version: '1.2.0', compare: 'version:1.1.0' });
    await page.goBack();
    await item.getByRole('button', { name: 'Acknowledge' }).click();
    await item.waitFor({ state: 'detached' });
    await region.getByRole('button', { name: 'Show 1 acknowledged' }).click();
    await item.getByRole('button', { name: 'Needs attention after all' }).click();
    await region.getByRole('button', { name: 'Hide acknowledged' }).waitFor({ state: 'detached' });
    await item.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('heading', { name: 'Reports' }).waitFor();
    await page.getByText('version 1.2.0 against version 1.1.0').waitFor();
  });

  it('says who held up whom, and leads to where the time went', async () => {
    const range = pastRange(72).query;
    const { findings } = await stage.api.json<BlockedAnswer>('GET', `/findings/blocked?${range}`);
    const [worst] = findings;
    const page = await stage.visit(`/overview?${range}`);
    const item = page
      .getByRole('region', { name: 'Needs attention' })
      .getByRole('listitem')
      .filter({
        hasText: `${worst?.blockedBy} held the event loop`,
      });
    const counts = [worst?.outliers && `${worst.outliers} outliers`, worst?.profiles && `${worst.profiles} profiled`];
    expect(normal(await item.textContent())).toContain(counts.filter(Boolean).join(' and '));
    await item.getByRole('link').click();
    await page.getByRole('heading', { name: worst?.blockedBy ?? '', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/endpoint\/\d+\/(grouped-)?profiler$/);
  });

  it('sorts by every column in both directions, empty values last', async () => {
    const levelled = await stage.api.endpoint('GET /search');
    await stage.api.json('PATCH', `/endpoints/${levelled?.id}`, { level: 2 });
    const page = await stage.visit(OVERVIEW);
    const endpoints = await stage.api.endpoints(`?${RANGE.query}`);
    await endpointRows(page)
      .nth(endpoints.length - 1)
      .waitFor();
    for (const [header, value] of Object.entries(COLUMNS)) {
      const cell = endpointTable(page).getByRole('columnheader', { name: header, exact: true });
      // Whichever comes first, the other one comes second.
      await cell.getByRole('button').click();
      const first = await sortedBy(page, header, endpoints, value);
      await cell.getByRole('button').click();
      const second = await sortedBy(page, header, endpoints, value);
      expect([first, second].sort(), header).toEqual(['ascending', 'descending']);
    }
    expect(new URL(page.url()).searchParams.get('sort')).toBe('level');
  });

  it('filters by what is typed, whatever its case, and keeps that in the URL', async () => {
    const page = await stage.visit(OVERVIEW);
    await endpointRows(page).first().waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('searchbox', { name: 'Filter endpoints' });
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('GET /BOOKS');
    await page.getByRole('heading', { name: 'Endpoints 2 of 13' }).waitFor();
    const names = new Map((await stage.api.endpoints()).map(({ id, name }) => [id, name]));
    const shown = (await shownEndpoints(page)).map((id) => names.get(id));
    expect(shown.sort()).toEqual(['GET /books', 'GET /books/:id']);
    await page.waitForURL(/q=GET(\+|%20)\/BOOKS/);
    await box.fill('no such endpoint');
    await page.getByText('No endpoint contains “no such endpoint”').waitFor();
  });

  it('filters all numbers by a version chosen from the menu', async () => {
    const page = await stage.visit(`/overview?${pastRange(240).query}&compare=none`);
    await endpointRows(page).first().waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Version' }).click();
    await page.getByRole('menuitem', { name: '1.1.0' }).click();
    await page.getByRole('button', { name: 'Remove the filter Version 1.1.0' }).waitFor();
    expect(new URL(page.url()).searchParams.get('version')).toBe('1.1.0');
    const { rows } = await stage.api.metrics(`metrics=requests&${pastRange(240).query}&filter.version=1.1.0`);
    await tile(page, 'Requests').getByText(formatCount(rows[0]?.requests)).waitFor();
  });

  it('filters by a process, and by requests without a user', async () => {
    const { instances } = await stage.api.json<InstancesAnswer>('GET', '/instances');
    const past = instances.find(({ id }) => id === 'past')?.number;
    const page = await stage.visit(`${OVERVIEW}&compare=none`);
    await choose('Process', 'past');
    await page.getByRole('button', { name: 'Remove the filter Process past' }).waitFor();
    await choose('Group', 'No user');
    await page.getByRole('button', { name: 'Remove the filter Group No user' }).waitFor();
    const filter = `filter.instance=${past}&filter.group=(none)`;
    const { rows } = await stage.api.metrics(`metrics=requests&${RANGE.query}&${filter}`);
    expect(rows[0]?.requests).toBeGreaterThan(100);
    await tile(page, 'Requests').getByText(formatCount(rows[0]?.requests)).waitFor();

    async function choose(name: string, value: string): Promise<void> {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('menuitem', { name }).click();
      await page.getByRole('menuitem', { name: value, exact: true }).click();
    }
  });

  it('groups endpoints by path, with sums that can be opened and closed', async () => {
    const page = await stage.visit(OVERVIEW);
    await endpointRows(page).first().waitFor();
    await page.getByRole('button', { name: 'Group by path' }).click();
    const toggle = page.getByRole('button', { name: 'Endpoints below /books' });
    await toggle.waitFor();
    const books = (await stage.api.endpoints(`?${RANGE.query}`)).filter(({ route }) => route.startsWith('/books'));
    const sum = books.reduce((total, { requests }) => total + requests, 0);
    const cells = await page
      .locator('tr:has(button[aria-label="Endpoints below /books"])')
      .getByRole('cell')
      .allInnerTexts();
    expect(normal(cells[2] ?? '')).toBe(normal(formatCount(sum)));
    const before = await shownEndpoints(page);
    await toggle.click();
    await expect.poll(async () => (await shownEndpoints(page)).length).toBe(before.length - books.length);
  });
});

function expectedTexts(endpoint: ApiEndpoint): Readonly<Record<string, string>> {
  const none = endpoint.requests === 0;
  return {
    Method: endpoint.method,
    Route: endpoint.route,
    Requests: formatCount(endpoint.requests),
    Today: formatCount(endpoint.requestsToday),
    '7 days': formatCount(endpoint.requestsWeek),
    Overall: formatCount(endpoint.requestsOverall),
    Errors: none ? '–' : formatPercent(endpoint.errorRate),
    p50: none ? '–' : formatDuration(endpoint.p50),
    p95: none ? '–' : formatDuration(endpoint.p95),
    'Share of time': formatPercent(endpoint.timeShare),
  };
}

/** Answers the direction that the header claims, after the rows proved it. */
async function sortedBy(
  page: Page,
  header: string,
  endpoints: readonly ApiEndpoint[],
  value: (endpoint: ApiEndpoint) => string | number | null,
): Promise<string> {
  const cell = endpointTable(page).getByRole('columnheader', { name: header, exact: true });
  const direction = (await cell.getAttribute('aria-sort')) ?? '';
  const ids = await shownEndpoints(page);
  expect(ids).toHaveLength(endpoints.length);
  const values = ids.map((id) => value(endpoints.find((endpoint) => endpoint.id === id) as ApiEndpoint));
  const given = values.filter((each) => each !== null);
  expect(values.slice(given.length), `${header}: empty values come last`).toEqual(
    values.filter((each) => each === null),
  );
  const ascending = [...given].sort(order);
  expect(given, `${header} ${direction}`).toEqual(direction === 'descending' ? ascending.reverse() : ascending);
  const marked = endpointTable(page).locator('th[aria-sort]:not([aria-sort=none])');
  expect(await marked.count(), 'one column is marked as sorted').toBe(1);
  return direction;
}

const collator = new Intl.Collator('en', { numeric: true });

function order(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : collator.compare(String(left), String(right));
}

function normalAll(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, normal(text)]));
}
