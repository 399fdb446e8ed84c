import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiEndpoint,
  EndpointsAnswer,
  GroupsAnswer,
  IpsAnswer,
  MetricsAnswer,
  RequestsAnswer,
  VersionsAnswer,
} from '../../src/api/contract.ts';
import { ROUTES } from '../../src/api/routes.ts';
import type { EndpointKey } from '../../src/model/endpoint.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ApiHarness, type Browser, json, problem, START } from '../support/api-harness.ts';
import { type ExampleRequest, recordBatch } from '../support/record-batch.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const USERS: EndpointKey = { method: 'GET', route: '/users/:id' };
const CONFIGURED: EndpointKey = { method: 'POST', route: '/configured' };

const folder = mkdtempSync(join(tmpdir(), 'nmd-api-'));
let api: ApiHarness;
let storage: Storage;
let admin: Browser;

beforeAll(async () => {
  const clock = { now: (): number => START, monotonic: (): number => performance.now() };
  storage = createStorage({ engine: 'sqlite', file: join(folder, 'api.db'), tablePrefix: 'nmd_' }, clock);
  await storage.open();
  await storage.addEndpoints([{ method: 'GET', route: '/quiet' }], 1);
  await storage.write([recordBatch(1, '0.9', oldRequests()), recordBatch(2, '1.0', newRequests())]);
  api = new ApiHarness(storage);
  admin = await api.signedIn();
});

afterAll(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

/** It is 13:00 in Amsterdam, where today began at 23:00 UTC: half an hour after the errors. */
function oldRequests(): readonly ExampleRequest[] {
  const at = (time: number, count: number, statusCode = 200): readonly ExampleRequest[] =>
    Array.from({ length: count }, () => ({ endpoint: USERS, time, duration: 100, statusCode, ip: '10.0.0.2' }));
  return [...at(START - 30 * DAY, 4), ...at(START - 3 * DAY, 3), ...at(Date.UTC(2026, 2, 9, 22, 30), 2, 500)];
}

function newRequests(): readonly ExampleRequest[] {
  const users = Array.from({ length: 10 }, (_, index) => ({
    endpoint: USERS,
    time: START - HOUR + index,
    duration: index + 1.23456,
    group: '(User,3)',
    ip: '10.0.0.1',
  }));
  const earlyToday = { endpoint: CONFIGURED, time: Date.UTC(2026, 2, 9, 23, 30), duration: 1 };
  return [...users, earlyToday, { endpoint: CONFIGURED, time: START - 30 * MINUTE, duration: 1000, aborted: true }];
}

async function endpoint(key: EndpointKey): Promise<ApiEndpoint> {
  const { endpoints } = json<EndpointsAnswer>(await admin.get('/endpoints'));
  const found = endpoints.find(({ method, route }) => method === key.method && route === key.route);
  if (found === undefined) throw new Error(`${key.route} is not listed`);
  return found;
}

describe('answers', () => {
  test('of every route are as the OpenAPI document says', async () => {
    const { id } = await endpoint(USERS);
    const read = ROUTES.filter(({ method, answer, path }) => {
      // There is no outlier, profile, graph or security token here: other tests read those.
      return method === 'GET' && answer.schema !== null && !/^\/(outliers|profiles|graphs)\/:|^\/get_json/.test(path);
    });
    expect(read.length).toBeGreaterThan(20);
    for (const { path, answer } of read) {
      const response = await admin.get(path.replace(':id', `${id}`));
      expect([path, response.status, response.headers['content-type'], response.headers['cache-control']]).toEqual([
        path,
        200,
        'application/json',
        'no-store',
      ]);
      expect(schemaMismatches(json(response), answer.schema ?? {}), path).toEqual([]);
    }
  });

  test('to HEAD are those to GET', async () => {
    const head = await api.send({ method: 'HEAD', path: '/status', headers: { cookie: admin.cookie } });
    expect([head.status, head.headers]).toEqual([200, (await admin.get('/status')).headers]);
  });

  test('to listeners are an empty one that asks for a stream', async () => {
    const answer = await admin.get('/events');
    expect([answer.status, answer.headers['x-nmd-stream'], answer.text]).toEqual([200, 'events', '']);
    expect(problem(await api.browser().get('/events'))).toBe('401 unauthorized');
  });
});

describe('endpoints', () => {
  test('have the figures of the range, of today in the zone, of the week and of all time', async () => {
    const users = await endpoint(USERS);
    expect(users).toMatchObject({ name: 'GET /users/:id', level: 1, requests: 12, errors: 2, errorRate: 2 / 12 });
    expect(users).toMatchObject({ requestsToday: 10, requestsWeek: 15, requestsOverall: 19 });
    expect(users.lastRequested).toBe(new Date(START - HOUR + 9).toISOString());
    const sum = 45 + 12.3456 + 200;
    expect(users.average).toBeCloseTo(sum / 12, 1);
    expect(users.timeShare).toBeCloseTo(sum / (sum + 1001), 3);
    expect(users.average).toBe(Math.round((users.average ?? 0) * 1000) / 1000);
    expect((users.p99 ?? 0) / 100).toBeCloseTo(1, 1);
  });

  test('nobody has called have none, and configured colours win', async () => {
    expect(await endpoint({ method: 'GET', route: '/quiet' })).toMatchObject({
      requests: 0,
      errorRate: null,
      p95: null,
      lastRequested: null,
      requestsOverall: 0,
    });
    expect((await endpoint(CONFIGURED)).requestsToday).toBe(2);
    expect((await endpoint(CONFIGURED)).color).toBe('rgb(1, 2, 3)');
    expect((await endpoint(USERS)).color).toMatch(/^rgb\(\d+, \d+, \d+\)$/);
  });

  test('one alone is as in the list, its share of the time too', async () => {
    const users = await endpoint(USERS);
    expect(json(await admin.get(`/endpoints/${users.id}`))).toEqual(users);
  });

  test('filters scope the figures', async () => {
    const { endpoints } = json<EndpointsAnswer>(await admin.get('/endpoints?filter.version=0.9'));
    const requests = Object.fromEntries(endpoints.map((each) => [each.route, [each.requests, each.requestsOverall]]));
    expect(requests).toEqual({ '/users/:id': [2, 9], '/configured': [0, 0], '/quiet': [0, 0] });
  });
});

describe('setting a level', () => {
  test('answers the endpoint as it is now and tells the collectors', async () => {
    const { id } = await endpoint(CONFIGURED);
    const answer = await admin.write('PATCH', `/endpoints/${id}`, { level: 0 });
    expect([answer.status, json<ApiEndpoint>(answer).level, json<ApiEndpoint>(answer).requests]).toEqual([200, 0, 2]);
    expect(api.levels).toEqual(['/configured 0']);
    expect((await endpoint(CONFIGURED)).level).toBe(0);
  });

  test.each([4, -1, 1.5, '1', null, undefined, true, [1]])('refuses %j', async (level) => {
    const { id } = await endpoint(USERS);
    const answer = await admin.write('PATCH', `/endpoints/${id}`, { level });
    expect(problem(answer)).toBe('400 invalid-body');
    expect(answer.text).toContain('one of the numbers 0, 1, 2, 3');
    expect((await endpoint(USERS)).level).toBe(1);
  });

  test('takes JSON of an object with nothing else in it', async () => {
    const { id } = await endpoint(USERS);
    const path = `/endpoints/${id}`;
    expect(problem(await admin.write('PATCH', path, { level: 1, lebel: 2 }))).toBe('400 invalid-body');
    expect(problem(await admin.write('PATCH', path, [1]))).toBe('400 invalid-body');
    expect(problem(await admin.write('PATCH', path))).toBe('400 invalid-body');
    expect(problem(await admin.write('PATCH', path, { level: 1 }, { 'content-type': 'text/plain' }))).toBe(
      '415 unsupported-media-type',
    );
    expect(
      (await admin.write('PATCH', path, { level: 1 }, { 'content-type': 'application/json; charset=utf-8' })).status,
    ).toBe(200);
  });

  test('of an endpoint that is not there', async () => {
    expect(problem(await admin.write('PATCH', '/endpoints/987654', { level: 1 }))).toBe('404 endpoint-not-found');
    expect(problem(await admin.get('/endpoints/987654'))).toBe('404 endpoint-not-found');
    expect(problem(await admin.get('/endpoints/1e3'))).toBe('400 invalid-path');
    expect(problem(await admin.get('/endpoints/'))).toBe('404 not-found');
  });
});

describe('metrics', () => {
  test('are split by dimensions, with times in ISO 8601 and durations rounded', async () => {
    const answer = json<MetricsAnswer>(await admin.get('/metrics?metrics=requests,p50&dimensions=time,statusCode'));
    expect(answer).toMatchObject({
      from: new Date(START - DAY).toISOString(),
      step: '15m',
      timezone: 'Europe/Amsterdam',
    });
    const errors = answer.rows.filter((row) => row.statusCode === 500);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ time: '2026-03-09T22:30:00.000Z', requests: 2 });
    expect(answer.rows.reduce((sum, row) => sum + (row.requests ?? 0), 0)).toBe(14);
    for (const { p50 } of answer.rows) expect(p50).toBe(Math.round((p50 ?? 0) * 1000) / 1000);
  });

  test('of everything are one row', async () => {
    const { rows } = json<MetricsAnswer>(await admin.get('/metrics?metrics=requests,errors&filter.statusCode=5xx'));
    expect(rows).toEqual([{ requests: 2, errors: 2 }]);
  });

  test('say all that is wrong with the question at once', async () => {
    const answer = await admin.get(
      '/metrics?metrics=p42&dimensions=colour&timezone=Mars&step=2m&limit=0&from=x&filter.endpoint=a&foo=1',
    );
    expect(problem(answer)).toBe('400 invalid-query');
    const names = json<{ errors: { name: string }[] }>(answer).errors.map(({ name }) => name);
    expect(names.sort()).toEqual([
      'dimensions',
      'filter.endpoint',
      'foo',
      'from',
      'limit',
      'metrics',
      'step',
      'timezone',
    ]);
  });
});

describe('requests', () => {
  test('come newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: RequestsAnswer = json(await admin.get(`/requests?limit=5${next}`));
      seen.push(...page.requests.map(({ id, time }) => `${time} ${id}`));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(14);
    expect(new Set(seen).size).toBe(14);
    expect(seen.map((each) => each.slice(0, 24))).toEqual([...seen.map((each) => each.slice(0, 24))].sort().reverse());
  });

  test('are filtered by status class, group and address', async () => {
    const count = async (query: string): Promise<number> =>
      json<RequestsAnswer>(await admin.get(`/requests?${query}`)).requests.length;
    expect(await count('status=5xx')).toBe(2);
    expect(await count('status=404,500')).toBe(2);
    expect(await count('group=(User,3)')).toBe(10);
    expect(await count('ip=10.0.0.2&version=0.9')).toBe(2);
    const [slow] = json<RequestsAnswer>(
      await admin.get(`/requests?endpoint=${(await endpoint(CONFIGURED)).id}`),
    ).requests;
    expect(slow).toMatchObject({ duration: 1000, status: 200, version: '1.0', group: null, ip: null, aborted: true });
  });

  test('refuse a cursor that no page gave', async () => {
    expect(problem(await admin.get('/requests?cursor=%27%3B--'))).toBe('400 invalid-query');
    expect(problem(await admin.get('/requests?limit=501'))).toBe('400 invalid-query');
  });
});

test('versions, groups and addresses say when they were seen', async () => {
  const { versions } = json<VersionsAnswer>(await admin.get('/versions'));
  expect(versions.map(({ version, requests }) => [version, requests])).toEqual([
    ['1.0', 12],
    ['0.9', 2],
  ]);
  const { groups } = json<GroupsAnswer>(await admin.get('/groups'));
  expect(groups.map(({ group, requests }) => [group, requests])).toContainEqual(['(User,3)', 10]);
  const { ips } = json<IpsAnswer>(await admin.get(`/ips?endpoint=${(await endpoint(USERS)).id}`));
  expect(ips.map(({ ip, requests }) => [ip, requests])).toEqual([
    ['10.0.0.1', 10],
    ['10.0.0.2', 2],
  ]);
  expect(problem(await admin.get('/ips?endpoint=1,2'))).toBe('400 invalid-query');
});

describe('paths and methods', () => {
  test('that do not exist', async () => {
    expect(problem(await admin.get('/nothing'))).toBe('404 not-found');
    expect(problem(await api.browser().get('/endpoints/1/levels'))).toBe('404 not-found');
    const wrong = await admin.write('POST', '/endpoints/1');
    expect([problem(wrong), wrong.headers['allow']]).toEqual(['405 method-not-allowed', 'GET, HEAD, PATCH, DELETE']);
    expect((await admin.get('/login')).headers['allow']).toBe('POST');
  });

  test('that need somebody signed in answer 401, never a page', async () => {
    for (const { method, path, role } of ROUTES) {
      const answer = await api.send({ method, path: path.replace(':id', '1') });
      if (role !== 'public') expect([path, problem(answer)]).toEqual([path, '401 unauthorized']);
    }
  });
});
