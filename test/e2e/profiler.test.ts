import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiProfile, ApiProfileSummary, ProfilesAnswer } from '../../src/api/contract.ts';
import { formatDuration } from '../../ui/src/format/duration.ts';
import { normal } from './overview-reading.ts';
import { pastRange } from './past-range.ts';
import { seriousViolations } from './serious-violations.ts';
import { describeInBrowser, GUEST } from './stage.ts';

const NAME = 'GET /books';
const RANGE = pastRange(14 * 24);
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describeInBrowser('profiler', { fixture: 'bookshop.mjs' }, (stage) => {
  it('lists profiled requests as the API does, page by page', async () => {
    const page = await visit();
    const panel = list(page);
    await panel.getByLabel('Rows per page').selectOption('10');
    const first = await answered('limit=10');
    await expect.poll(() => shownTimes(panel)).toEqual(first.profiles.map(({ time }) => time));
    const durations = await panel.locator('tbody tr td:nth-child(3)').allTextContents();
    expect(durations.map(normal)).toEqual(
      first.profiles.map(({ durationMillis }) => normal(formatDuration(durationMillis))),
    );
    const second = await answered(`limit=10&cursor=${first.nextCursor}`);
    await panel.getByRole('button', { name: 'Older' }).click();
    await expect.poll(() => shownTimes(panel)).toEqual(second.profiles.map(({ time }) => time));
    await panel.getByRole('button', { name: 'Newer' }).click();
    await expect.poll(() => shownTimes(panel)).toEqual(first.profiles.map(({ time }) => time));
    await panel.getByRole('button', { name: 'Duration' }).click();
    const slowest = [...first.profiles].sort((left, right) => right.durationMillis - left.durationMillis);
    await expect.poll(() => shownTimes(panel)).toEqual(slowest.map(({ time }) => time));
  });

  it('shows every line of a request, and the app’s first', async () => {
    const profile = await heldUp();
    const page = await visit(`&request=${profile.requestId}`);
    const tree = treeOf(page, profile);
    await tree.getByText('const items = await shop.find(request.query);').waitFor();
    await tree.getByText(/lines? of pg, node:net/).waitFor();
    expect(await tree.getByText('Client.query()').count()).toBe(0);

    await page.getByRole('button', { name: 'Expand all' }).click();
    await tree.getByText('Client.query()').waitFor();
    const lines = tree.locator('tbody tr:has(td:nth-child(4):not(:empty))');
    await expect.poll(() => lines.count()).toBe(profile.lines.length);
    const shown = await lines.evaluateAll((rows) =>
      rows.map((row) => [3, 1].map((cell) => row.children[cell]?.textContent ?? '')),
    );
    expect(shown.map((cells) => cells.map(normal))).toEqual(
      profile.lines.map(({ selfMillis, durationMillis }) => [time(selfMillis), time(durationMillis)]),
    );
    const itself = profile.lines.reduce((sum, { selfMillis }) => sum + selfMillis, 0);
    expect(itself).toBeCloseTo(profile.durationMillis, 1);
    await tree.getByText('waits for a socket (pg)').waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Hide all' }).click();
    const outermost = profile.lines.filter(({ indent }) => indent === 0).length;
    await expect.poll(() => lines.count()).toBe(outermost);
    await tree.getByRole('button', { name: 'Below const items = await shop.find(request.query);' }).click();
    await tree.getByRole('button', { name: /^Below \d lines? of pg, node:net$/ }).click();
    await tree.getByText('Client.query()').waitFor();
  });

  it('says who held the loop, and leads there', async () => {
    const profile = await heldUp();
    const page = await visit(`&request=${profile.requestId}`);
    await page.getByRole('button', { name: 'Expand all' }).click();
    const held = treeOf(page, profile).locator('tr').filter({ hasText: 'Queued, in the line above' });
    await held.getByRole('link', { name: 'POST /orders' }).first().click();
    await page.getByRole('heading', { name: 'POST /orders', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/profiler$/);
  });

  it('keeps in the URL what is opened', async () => {
    const { profiles } = await answered('limit=50');
    const page = await visit();
    const toggles = list(page).getByRole('button', { name: /^Execution tree of the request/ });
    await toggles.nth(0).click();
    await toggles.nth(1).click();
    await page.waitForURL((url) => url.searchParams.get('request') === ids(profiles.slice(0, 2)));
    const again = await stage.visit(page.url());
    for (const profile of profiles.slice(0, 2)) await treeOf(again, profile).getByText('Code line').waitFor();
    await list(again).locator('tbody tr').first().locator('time').click();
    await again.waitForURL((url) => url.searchParams.get('request') === ids(profiles.slice(1, 2)));
  });

  it('gives profiles to other tools', async () => {
    const { profiles } = await answered('limit=1');
    const page = await visit(`&request=${ids(profiles)}`);
    for (const [item, file, key] of [
      [/^\.cpuprofile/, `request-${ids(profiles)}.cpuprofile`, 'nodes'],
      [/^speedscope/, `request-${ids(profiles)}.speedscope.json`, 'shared'],
    ] as const) {
      await page.getByRole('button', { name: 'Download' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(file);
      expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toHaveProperty(key);
    }
  });

  it('opens lines in the editor or at the code host, as this person chose last', async () => {
    const { profiles } = await answered('limit=1');
    const page = await stage.visit('about:blank');
    await page.context().route('**/api/code-links', (route) =>
      route.fulfill({
        json: {
          rootFolder: '/srv/bookshop',
          urlTemplate: 'https://github.com/example/bookshop/blob/{commit}/{path}#L{line}',
        },
      }),
    );
    await page.context().route(`**/api/profiles/${ids(profiles)}`, async (route) => {
      const answer = (await (await route.fetch()).json()) as ApiProfile;
      await route.fulfill({ json: { ...answer, version: COMMIT } });
    });
    const address = await addressOf(`&request=${ids(profiles)}`);
    await page.goto(stage.url + address);
    const link = page.getByRole('link', { name: 'src/render.ts:31' }).first();
    expect(await link.getAttribute('href')).toBe('vscode://file/srv/bookshop/src/render.ts:31');
    await page.getByRole('radio', { name: 'github.com' }).check();
    const atHost = `https://github.com/example/bookshop/blob/${COMMIT}/src/render.ts#L31`;
    await expect.poll(() => link.getAttribute('href')).toBe(atHost);
    await page.reload();
    await expect.poll(() => link.getAttribute('href')).toBe(atHost);
  });

  it('says what is missing: the level, or requests', async () => {
    const { id } = await endpoint();
    await stage.api.json('PATCH', `/endpoints/${id}`, { level: 1 });
    const empty = pastRange(24 * 40, 24 * 39).query;
    const page = await stage.visit(`/endpoint/${id}/profiler?${empty}&group=ada`);
    await page.getByText('At level 1, no profiles are recorded').waitFor();
    await page.getByText('the filter “Group” does not').waitFor();
    const guest = await stage.visit(`/endpoint/${id}/profiler?${empty}`, { as: GUEST });
    await guest.getByText('An admin can set the level to 3.').waitFor();

    const notice = list(page).getByRole('group', { name: `Monitoring level of ${NAME}` });
    await notice
      .getByRole('radio', { name: /^Level 3/ })
      .locator('..')
      .click();
    await page.getByText('No profiles in this view').waitFor();
    expect((await stage.api.endpoint(NAME))?.level).toBe(3);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show the last 30 days of all versions' }).click();
    await list(page).locator('tbody tr').first().waitFor();
    expect(await page.getByText('no new profiles are recorded').count()).toBe(0);
    await stage.api.json('PATCH', `/endpoints/${id}`, { level: 1 });
    await page.reload();
    await page.getByText('no new profiles are recorded').waitFor();
  });

  async function endpoint(): Promise<{ readonly id: number }> {
    return (await stage.api.endpoint(NAME)) ?? { id: 0 };
  }

  async function addressOf(query = ''): Promise<string> {
    return `/endpoint/${(await endpoint()).id}/profiler?${RANGE.query}${query}`;
  }

  async function visit(query = ''): Promise<Page> {
    return stage.visit(await addressOf(query));
  }

  async function answered(query: string): Promise<ProfilesAnswer> {
    return stage.api.json('GET', `/profiles?endpoint=${(await endpoint()).id}&${RANGE.query}&${query}`);
  }

  /** A profile with a line that waited for a neighbour. */
  async function heldUp(): Promise<ApiProfile> {
    const { profiles } = await answered('limit=50');
    for (const { requestId } of [...profiles].sort((left, right) => right.byKind.queue - left.byKind.queue)) {
      const profile = await stage.api.json<ApiProfile>('GET', `/profiles/${requestId}`);
      if (profile.lines.some(({ kind, heldBy }) => kind === 'queue' && heldBy !== null)) return profile;
    }
    throw new Error('No request of the past was held up');
  }
});

function list(page: Page): Locator {
  return page.getByRole('region', { name: 'Profiled requests' });
}

function treeOf(page: Page, { requestId }: Pick<ApiProfileSummary, 'requestId'>): Locator {
  return page.getByRole('group', { name: `Lines of request ${requestId}`, exact: true });
}

function shownTimes(panel: Locator): Promise<(string | null)[]> {
  return panel.locator('time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));
}

function ids(profiles: readonly ApiProfileSummary[]): string {
  return profiles.map(({ requestId }) => requestId).join(',');
}

function time(millis: number): string {
  return millis === 0 ? '–' : normal(formatDuration(millis));
}
