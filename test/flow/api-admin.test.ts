import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigAnswer, DatabaseAnswer, InstancesAnswer, PruneAnswer } from '../../src/api/admin-contract.ts';
import { hashPassword } from '../../src/api/auth/password-hash.ts';
import type { ApiEndpoint, EndpointsAnswer } from '../../src/api/contract.ts';
import type { EndpointKey } from '../../src/model/endpoint.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ApiHarness, type Browser, json, problem, START } from '../support/api-harness.ts';
import { eventually } from '../support/app-process.ts';
import { recordBatch } from '../support/record-batch.ts';

const DAY = 86_400_000;
const USERS: EndpointKey = { method: 'GET', route: '/users/:id' };
const PEOPLE: EndpointKey = { method: 'GET', route: '/people/:id' };
const NOTHING = { requests: 0, rollups: 0, details: 0, labels: 0 };

let storage: Storage;
let api: ApiHarness;
let admin: Browser;

beforeEach(async () => {
  api = await ApiHarness.inMemory();
  storage = api.context.storage;
  const requests = [USERS, PEOPLE].flatMap((endpoint, at) => [
    { endpoint, time: START - 30 * DAY, duration: 10, group: `old-${at}` },
    { endpoint, time: START - 1000, duration: 30, group: 'ann' },
  ]);
  await storage.write([recordBatch(1, '1.0', requests)]);
  admin = await api.signedIn();
});
afterEach(() => storage.close());

async function endpoints(): Promise<readonly ApiEndpoint[]> {
  return json<EndpointsAnswer>(await admin.get('/endpoints')).endpoints;
}

async function idOf({ route }: EndpointKey): Promise<number> {
  return (await endpoints()).find((endpoint) => endpoint.route === route)?.id ?? 0;
}

const readDatabase = async (): Promise<DatabaseAnswer> => json(await admin.get('/database'));

test('what admins may do is for them alone, wants the CSRF token, and waits for the database', async () => {
  const routes: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['GET', '/database'],
    ['GET', '/config'],
    ['DELETE', '/endpoints/1'],
    ['POST', '/endpoints/1/merge', { into: 2 }],
    ['PATCH', '/endpoints/1', { method: 'GET', route: '/x' }],
    ['POST', '/database/prune', { dryRun: true }],
    ['POST', '/database/prune/cancel'],
    ['GET', '/users'],
    ['POST', '/users', { username: 'eve', password: 'long enough' }],
    ['PATCH', '/users/1', { role: 'guest' }],
    ['DELETE', '/users/1'],
  ];
  const passwordHash = await hashPassword('Correct-horse-1');
  await storage.saveUser({ username: 'gus', role: 'guest', passwordHash });
  const guest = await api.signedIn('gus');
  const refusals = async ([method, path, body]: (typeof routes)[number]) => ({
    guest: problem(await guest.write(method, path, body)),
    stranger: problem(await api.browser().write(method, path, body)),
    ...(method === 'GET'
      ? {}
      : { forged: problem(await admin.write(method, path, body, { 'x-csrf-token': 'wrong' })) }),
  });
  for (const route of routes) {
    expect([route, await refusals(route)]).toEqual([
      route,
      {
        guest: '403 admin-only',
        stranger: '401 unauthorized',
        ...(route[0] === 'GET' ? {} : { forged: '403 csrf-token' }),
      },
    ]);
  }
  expect(await endpoints()).toHaveLength(2);
  api.storageReady = false;
  for (const [method, path, body] of routes) {
    if (path === '/config') continue;
    expect(problem(await admin.write(method, path, body))).toBe('503 storage-unavailable');
  }
});

describe('endpoints', () => {
  test('are removed with everything', async () => {
    const id = await idOf(USERS);
    expect((await admin.write('DELETE', `/endpoints/${id}`)).status).toBe(204);
    expect(await endpoints()).toMatchObject([PEOPLE]);
    expect(problem(await admin.write('DELETE', `/endpoints/${id}`))).toBe('404 endpoint-not-found');
    expect(problem(await admin.write('DELETE', '/endpoints/x'))).toBe('400 invalid-path');
  });

  test('are merged with their history', async () => {
    const [users, people] = [await idOf(USERS), await idOf(PEOPLE)];
    const answer = await admin.write('POST', `/endpoints/${users}/merge`, { into: people });
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ id: people, ...PEOPLE, requests: 2, requestsOverall: 4 });
    expect(await endpoints()).toHaveLength(1);
  });

  test('are not merged with nothing, or with themselves', async () => {
    const users = await idOf(USERS);
    const merge = async (id: number, body: unknown): Promise<string> =>
      problem(await admin.write('POST', `/endpoints/${id}/merge`, body));
    expect(await merge(users, { into: 4711 })).toBe('404 endpoint-not-found');
    expect(await merge(4711, { into: users })).toBe('404 endpoint-not-found');
    expect(await merge(users, { into: users })).toBe('400 invalid-body');
    for (const body of [{}, { into: '2' }, { into: 1.5 }, { into: users, from: 1 }])
      expect(await merge(users, body)).toBe('400 invalid-body');
    expect(await endpoints()).toHaveLength(2);
  });

  test('get another name, and a level with it', async () => {
    const id = await idOf(USERS);
    const answer = await admin.write('PATCH', `/endpoints/${id}`, { method: 'get', route: '/clients/:id', level: 3 });
    expect(json(answer)).toMatchObject({ id, name: 'GET /clients/:id', level: 3, requestsOverall: 2 });
    expect(problem(await admin.write('PATCH', `/endpoints/${id}`, PEOPLE))).toBe('409 endpoint-exists');
    expect(problem(await admin.write('PATCH', '/endpoints/4711', PEOPLE))).toBe('404 endpoint-not-found');
    for (const body of [{ route: '/x' }, { method: 'GET' }, { method: '', route: '/x' }, { method: 'GET', route: 1 }])
      expect(problem(await admin.write('PATCH', `/endpoints/${id}`, body))).toBe('400 invalid-body');
  });

  test('wait while other maintenance goes on, in whichever process', async () => {
    const id = await idOf(USERS);
    const run = (await storage.maintenance.begin('prune', 'another')) ?? 0;
    expect(problem(await admin.write('DELETE', `/endpoints/${id}`))).toBe('409 maintenance-running');
    const into = await idOf(PEOPLE);
    expect(problem(await admin.write('POST', `/endpoints/${id}/merge`, { into }))).toBe('409 maintenance-running');
    expect(problem(await admin.write('PATCH', `/endpoints/${id}`, { method: 'GET', route: '/x' }))).toBe(
      '409 maintenance-running',
    );
    await storage.maintenance.end(run, 'done', NOTHING);
    expect((await admin.write('DELETE', `/endpoints/${id}`)).status).toBe(204);
  });
});

describe('the database', () => {
  test('says what it holds', async () => {
    const answer = await readDatabase();
    expect(answer).toMatchObject({
      engine: 'memory',
      sizeBytes: expect.any(Number),
      growthBytesPerDay: null,
      retention: { requestDays: 7, maxDatabaseMegabytes: null },
      nextPruneAt: null,
      running: null,
      lastPrune: null,
      oldest: { requests: new Date(START - 30 * DAY).toISOString() },
    });
    const table = { name: 'requests', rows: 4, isEstimate: false, bytes: expect.any(Number) };
    expect(answer.tables).toContainEqual(table);
    expect(answer.tables.find(({ name }) => name === 'endpoints')?.rows).toBe(2);
  });

  test('is pruned at once, after a look at what would go', async () => {
    const dry = json<PruneAnswer>(await admin.write('POST', '/database/prune', { dryRun: true }));
    expect(dry).toEqual({ removes: { requests: 2, rollups: expect.any(Number), details: 0 } });
    expect((await readDatabase()).lastPrune).toBeNull();
    expect(json(await admin.write('POST', '/database/prune', {}))).toEqual({ removes: null });
    const ended = await eventually('the end of pruning', async () => (await readDatabase()).lastPrune ?? undefined);
    expect(ended).toEqual({
      kind: 'prune',
      instance: 'i',
      startedAt: new Date(START).toISOString(),
      endedAt: new Date(START).toISOString(),
      outcome: 'done',
      removed: { requests: 2, rollups: dry.removes?.rollups, details: 0, labels: 0 },
    });
    expect(await readDatabase()).toMatchObject({
      running: null,
      nextPruneAt: new Date(START + 3_600_000).toISOString(),
    });
  });

  test('is pruned once at a time; the others see how far that is, and may end it', async () => {
    expect(problem(await admin.write('POST', '/database/prune/cancel'))).toBe('409 nothing-running');
    const run = (await storage.maintenance.begin('prune', 'another')) ?? 0;
    await storage.maintenance.report(run, { requests: 5, rollups: 0, details: 0, labels: 0 });
    expect((await readDatabase()).running).toMatchObject({ instance: 'another', removed: { requests: 5 } });
    expect(problem(await admin.write('POST', '/database/prune', {}))).toBe('409 maintenance-running');
    expect((await admin.write('POST', '/database/prune/cancel')).status).toBe(204);
    expect(await storage.maintenance.report(run, NOTHING)).toBe(false);
  });

  test('tells how fast it grows, from one run to another', async () => {
    const growing = async (days: number): Promise<number | null> => {
      api.clock.time = START + days * DAY;
      const run = (await storage.maintenance.begin('prune', 'i')) ?? 0;
      await storage.maintenance.end(run, 'done', NOTHING);
      return (await readDatabase()).growthBytesPerDay;
    };
    expect(await growing(0)).toBeNull();
    const many = Array.from({ length: 5000 }, (_, at) => ({ endpoint: USERS, time: START, duration: at }));
    await storage.write([recordBatch(2, '1.0', many)]);
    const perDay = await growing(2);
    expect(perDay).toBeGreaterThan(5000 * 20);
    expect(perDay).toBeLessThan(5000 * 200);
  });

  test.each([{ dryRun: 1 }, { dryrun: true }, []])('refuses to prune for %j', async (body) => {
    expect(problem(await admin.write('POST', '/database/prune', body))).toBe('400 invalid-body');
  });
});

test('instances are visible, also to guests', async () => {
  const identity = { id: 'b', host: 'beta', pid: 7, version: '2.0', startedAt: START - DAY };
  await storage.instances.beat(identity);
  const list = async () => json<InstancesAnswer>(await admin.get('/instances')).instances;
  const seen = {
    ...identity,
    number: null,
    startedAt: new Date(START - DAY).toISOString(),
    lastSeen: new Date(START).toISOString(),
    isLive: true,
  };
  const silent = {
    id: 'example',
    number: expect.any(Number),
    host: null,
    pid: null,
    version: null,
    startedAt: null,
    lastSeen: null,
    isLive: false,
  };
  expect(await list()).toEqual([seen, silent]);
  api.clock.time += 31_000;
  expect(await list()).toEqual([{ ...seen, isLive: false }, silent]);
});

test('the configuration is shown as the process has it', async () => {
  const { options } = json<ConfigAnswer>(await admin.get('/config'));
  expect(options).toEqual([{ name: 'link', value: 'dashboard', origin: 'code' }]);
});
