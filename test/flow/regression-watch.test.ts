import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApiRegression, RegressionsAnswer } from '../../src/api/contract.ts';
import { ref } from '../../src/api/openapi/schemas.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { RegressionWork } from '../../src/worker/regressions/regression-work.ts';
import { ApiHarness, type Browser, json, problem, START } from '../support/api-harness.ts';
import { recordBatch } from '../support/record-batch.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROUTES = ['/slower', '/failing', '/steady', '/rare'];

let folder: string;
let storage: Storage;
let harness: ApiHarness;
let browser: Browser;
let sequence = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-regressions-'));
  harness = new ApiHarness(openStorage());
  storage = harness.context.storage;
  await storage.open();
  browser = await harness.signedIn();
});

afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

function openStorage(): Storage {
  const clock = { now: () => harness.clock.time, monotonic: () => performance.now() };
  return createStorage({ engine: 'sqlite', file: join(folder, 'nmd.db'), tablePrefix: 'nmd_' }, clock);
}

interface Traffic {
  readonly from: number;
  readonly to: number;
  readonly version?: string;
  /** The route that is twice as slow, and the one that fails. */
  readonly slower?: string;
  readonly failing?: string;
  /** Of each route. */
  readonly requests?: number;
}

/** Ordinary traffic of all routes, spread evenly; `/rare` has 20 requests. */
async function serve({ from, to, version = '1.0', slower, failing, requests = 600 }: Traffic): Promise<void> {
  const examples = ROUTES.flatMap((route) => {
    const count = route === '/rare' ? 20 : requests;
    return Array.from({ length: count }, (_, index) => ({
      endpoint: { method: 'GET', route },
      time: Math.floor(from + ((to - from) * index) / count),
      duration: (route === slower ? 2 : 1) * (8 + 8 * ((index * 0.618) % 1)),
      statusCode: route === failing && index % 5 === 0 ? 503 : 200,
    }));
  });
  sequence += 1;
  await storage.write([
    recordBatch(
      sequence,
      version,
      examples.toSorted((left, right) => left.time - right.time),
    ),
  ]);
}

/** As a process that starts at this time does. */
async function look(time: number): Promise<void> {
  const isLater = time > harness.clock.time + DAY;
  harness.clock.time = time;
  // Sessions do not last for weeks.
  if (isLater) browser = await harness.signedIn();
  const { clock, logger } = harness.context;
  await new RegressionWork({ storage, clock, logger, timezone: 'UTC', holder: 'here' }).run();
}

async function regressions(state = 'open'): Promise<readonly ApiRegression[]> {
  const answer = json<RegressionsAnswer>(await browser.get(`/regressions?state=${state}`));
  expect(schemaMismatches(answer, ref('Regressions'))).toEqual([]);
  return answer.regressions;
}

async function names(state?: string): Promise<readonly string[]> {
  return (await regressions(state)).map(({ name, question }) => `${name} ${question}`).sort();
}

it('a version that is slower on one endpoint and fails on another is told, with what and when was compared', async () => {
  await serve({ from: START - 2 * HOUR, to: START });
  await serve({ from: START, to: START + HOUR, version: '2.0', slower: '/slower', failing: '/failing' });
  await look(START + HOUR + MINUTE);
  expect(await names()).toEqual(['GET /failing errorRate', 'GET /slower latency']);
  const [slower] = (await regressions()).filter(({ question }) => question === 'latency');
  const iso = (time: number): string => new Date(time).toISOString();
  expect(slower).toMatchObject({
    ...{ occasion: 'version', version: '2.0', since: iso(START), resolvedAt: null, acknowledgedAt: null },
    baseline: { version: '1.0', requests: 300 },
    comparison: { version: '2.0', from: iso(START), to: iso(START + 32 * MINUTE), requests: 320 },
  });
  expect(slower?.effect).toBeCloseTo(2, 1);
  expect(slower?.interval.low).toBeGreaterThan(1.8);
  expect(slower?.interval.high).toBeLessThan(2.2);
  expect(slower?.pValue).toBeLessThan(1e-9);
  const [failing] = (await regressions()).filter(({ question }) => question === 'errorRate');
  expect(failing?.effect).toBeCloseTo(0.2, 2);
});

it('is judged again as more is known, ends when a newer version is as before, and is not forgotten', async () => {
  await serve({ from: START - 2 * HOUR, to: START });
  await serve({ from: START, to: START + 2 * HOUR, version: '2.0', slower: '/slower' });
  await look(START + 40 * MINUTE);
  const [first] = await regressions();
  await look(START + 2 * HOUR);
  const [second, ...others] = await regressions();
  expect(others).toEqual([]);
  expect(second?.id).toBe(first?.id);
  expect(second?.comparison.requests).toBeGreaterThan(first?.comparison.requests ?? 0);
  // Still slow in the next version: it is the same regression.
  await serve({ from: START + 3 * HOUR, to: START + 4 * HOUR, version: '3.0', slower: '/slower' });
  await look(START + 4 * HOUR);
  expect(await regressions()).toMatchObject([{ id: first?.id, version: '2.0', comparison: { version: '3.0' } }]);
  await serve({ from: START + 5 * HOUR, to: START + 6 * HOUR, version: '4.0' });
  await look(START + 6 * HOUR);
  expect(await regressions()).toEqual([]);
  expect(await regressions('all')).toMatchObject([{ id: first?.id, resolvedAt: expect.any(String) }]);
});

it('ends when the version is taken back', async () => {
  await serve({ from: START - 2 * HOUR, to: START });
  await serve({ from: START, to: START + HOUR, version: '2.0', slower: '/slower' });
  await look(START + HOUR);
  expect(await names()).toEqual(['GET /slower latency']);
  await serve({ from: START + HOUR, to: START + 3 * HOUR });
  await look(START + 3 * HOUR);
  expect(await regressions()).toEqual([]);
});

it('a day that is worse than the same day of two weeks is told; one that differs from an odd day is not', async () => {
  const days = (count: number): number => START - 12 * HOUR + count * DAY;
  const day = (count: number, part: Partial<Traffic> = {}): Promise<void> =>
    serve({ from: days(count), to: days(count + 1), ...part });
  await day(-14);
  await day(-7);
  await day(0, { slower: '/slower', failing: '/failing' });
  await look(days(1) + HOUR);
  expect(await names()).toEqual(['GET /failing errorRate', 'GET /slower latency']);
  expect((await regressions())[0]).toMatchObject({ occasion: 'day', version: null, comparison: { requests: 600 } });
  await day(1);
  await look(days(2) + HOUR);
  expect(await regressions()).toEqual([]);
  // What was slow a week before is no measure, and no news when it is so no more.
  await day(7);
  await look(days(8) + HOUR);
  expect(await regressions()).toEqual([]);
  await day(14, { slower: '/slower' });
  await look(days(15) + HOUR);
  // Twice as slow as one of the two, as slow as the other.
  expect(await regressions()).toEqual([]);
});

it('in an app’s first week a day is compared with the day before', async () => {
  await serve({ from: START - 36 * HOUR, to: START - 12 * HOUR });
  await serve({ from: START - 12 * HOUR, to: START + 12 * HOUR, failing: '/failing' });
  await look(START + 13 * HOUR);
  expect(await names()).toEqual(['GET /failing errorRate']);
});

it('is looked for once, by one process of all', async () => {
  await serve({ from: START - 2 * HOUR, to: START });
  await serve({ from: START, to: START + HOUR, version: '2.0', slower: '/slower' });
  harness.clock.time = START + HOUR;
  const { clock, logger } = harness.context;
  const processes = ['a', 'b', 'c'].map(
    (holder) => new RegressionWork({ storage, clock, logger, timezone: 'UTC', holder }),
  );
  await Promise.all(processes.map((each) => each.run()));
  expect(await names('all')).toEqual(['GET /slower latency']);
  const [found] = await regressions();
  await Promise.all(processes.map((each) => each.run()));
  await look(START + HOUR + MINUTE);
  expect(await regressions()).toEqual([found]);
  expect(harness.logged.filter((line) => line.includes('regressions'))).toEqual([]);
});

it('can be acknowledged by admins, and that taken back', async () => {
  await serve({ from: START - 2 * HOUR, to: START });
  await serve({ from: START, to: START + HOUR, version: '2.0', slower: '/slower' });
  await look(START + HOUR);
  const [found] = await regressions();
  const path = `/regressions/${found?.id}`;
  const known = json<ApiRegression>(await browser.write('PATCH', path, { acknowledged: true }));
  expect(known).toMatchObject({ id: found?.id, acknowledgedAt: new Date(START + HOUR).toISOString() });
  expect(await regressions()).toEqual([known]);
  await browser.write('PATCH', path, { acknowledged: false });
  expect(await regressions()).toEqual([found]);
  expect(problem(await browser.write('PATCH', '/regressions/999', { acknowledged: true }))).toBe(
    '404 regression-not-found',
  );
  expect(problem(await browser.write('PATCH', path, { acknowledged: 'yes' }))).toBe('400 invalid-body');
  expect(problem(await browser.get('/regressions?state=some'))).toBe('400 invalid-query');
});
