import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiOutlier,
  ApiProfile,
  BlockedAnswer,
  CodeLinksAnswer,
  EndpointsAnswer,
  GroupedProfileAnswer,
  OutliersAnswer,
  ProfilesAnswer,
  RequestsAnswer,
} from '../../src/api/contract.ts';
import { ref } from '../../src/api/openapi/schemas.ts';
import type { EndpointKey } from '../../src/model/endpoint.ts';
import type { Profile } from '../../src/model/profile.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, json, problem, SETTINGS, START } from '../support/api-harness.ts';
import { exampleOutlier, exampleProfile, HANDLER, node, PRICE, QUERY } from '../support/example-details.ts';
import { recordBatch } from '../support/record-batch.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ORDERS: EndpointKey = { method: 'POST', route: '/orders' };
const REPORT: EndpointKey = { method: 'GET', route: '/report' };
const RANGE = `from=${START - DAY}&to=${START}`;

const folder = mkdtempSync(join(tmpdir(), 'nmd-details-'));
let api: ApiHarness;
let storage: Storage;
const ids = { orders: 0, report: 0 };

beforeAll(async () => {
  const clock = { now: (): number => START, monotonic: (): number => performance.now() };
  storage = createStorage({ engine: 'sqlite', file: join(folder, 'api.db'), tablePrefix: 'nmd_' }, clock);
  await storage.open();
  await writeDetails();
  api = new ApiHarness(storage);
  const { endpoints } = json<EndpointsAnswer>(await get('/endpoints'));
  ids.orders = endpoints.find(({ route }) => route === ORDERS.route)?.id ?? 0;
  ids.report = endpoints.find(({ route }) => route === REPORT.route)?.id ?? 0;
});

afterAll(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

/** Version 1 a week ago; version 2 in the last minutes, in which pricing has become slower and moved by ten lines. */
async function writeDetails(): Promise<void> {
  const times = [0, 1, 2, 3].map((at) => START - (4 - at) * MINUTE);
  const requests = times.map((time) => ({ endpoint: ORDERS, time, duration: 120, statusCode: 201 }));
  const held = { endpoint: REPORT, time: START - MINUTE, duration: 400 };
  const outlier = exampleOutlier(ORDERS, { trace: 2, startedAt: times[1] ?? 0, blockedBy: 'GET /report' });
  const pending = exampleOutlier(REPORT, { trace: 50, startedAt: START - 1000 });
  await storage.write([
    {
      ...recordBatch(1, '2', [...requests, held]),
      traced: [1, 2, 3].map((row) => ({ row, trace: row + 1 })),
      outliers: [outlier, pending],
    },
  ]);
  const current = times.slice(1).map((startedAt, at) => slower(at + 2, startedAt));
  const old = [1, 2].map((trace) =>
    exampleProfile(ORDERS, { instance: 'before', trace, version: '1', startedAt: START - 7 * DAY + trace }),
  );
  await storage.writeProfiles(
    [...old, ...current].map((profile) => ({ ...profile, instance: profile.version === '1' ? 'before' : 'example' })),
  );
}

function slower(trace: number, startedAt: number): Profile {
  return exampleProfile(ORDERS, {
    ...{ trace, startedAt, version: '2', durationMillis: 120, notes: ['no-source'] },
    codeLines: [HANDLER, { ...PRICE, line: 67 }, QUERY],
    nodes: [
      node(0, 0, { self: { cpu: 5, queue: 15 }, heldBy: 'GET /report' }),
      node(1, 2, { self: { await: 60 }, waitsFor: 'socket pg' }),
      node(1, 1, { self: { cpu: 40 } }),
    ],
  });
}

async function get(path: string, role: 'admin' | 'guest' = 'guest'): Promise<ApiAnswer> {
  const [pathname = '', query = ''] = path.split('?', 2);
  return api.send({ path: pathname, query, authorizedRole: role });
}

async function answer<Answer>(path: string, schema: string, role: 'admin' | 'guest' = 'guest'): Promise<Answer> {
  const response = await get(path, role);
  expect(response.status, response.text).toBe(200);
  expect(schemaMismatches(JSON.parse(response.text), ref(schema))).toEqual([]);
  return json<Answer>(response);
}

async function profiledRequest(): Promise<number> {
  const { profiles } = await answer<ProfilesAnswer>(`/profiles?endpoint=${ids.orders}&version=2`, 'Profiles');
  return profiles[0]?.requestId ?? 0;
}

describe('profiles', () => {
  test('are listed newest first and page by page', async () => {
    const all = await answer<ProfilesAnswer>(`/profiles?${RANGE}`, 'Profiles');
    expect(all.profiles.map(({ time }) => Date.parse(time) - START)).toEqual([-MINUTE, -2 * MINUTE, -3 * MINUTE]);
    expect(all.profiles[0]).toMatchObject({
      endpointId: ids.orders,
      version: '2',
      durationMillis: 120,
      byKind: { cpu: 45, await: 60, queue: 15, gc: 0 },
    });
    const first = await answer<ProfilesAnswer>(`/profiles?${RANGE}&limit=2`, 'Profiles');
    const rest = await answer<ProfilesAnswer>(`/profiles?${RANGE}&limit=2&cursor=${first.nextCursor}`, 'Profiles');
    expect([...first.profiles, ...rest.profiles]).toEqual(all.profiles);
    expect(rest.nextCursor).toBeNull();
    expect((await answer<ProfilesAnswer>(`/profiles?endpoint=${ids.report}`, 'Profiles')).profiles).toEqual([]);
    const week = `/profiles?from=${START - 8 * DAY}&to=${START}&version=1`;
    expect((await answer<ProfilesAnswer>(week, 'Profiles')).profiles).toHaveLength(2);
  });

  test('are read by their request, and their lines add up to it', async () => {
    const requestId = await profiledRequest();
    const { requests } = json<RequestsAnswer>(await get(`/requests?endpoint=${ids.orders}&${RANGE}`));
    expect(requests[0]).toMatchObject({ id: requestId, duration: 120 });
    const profile = await answer<ApiProfile>(`/profiles/${requestId}`, 'Profile');
    expect(profile).toMatchObject({ requestId, samplingPeriodMillis: 5, costMillis: 0.25, notes: ['no-source'] });
    expect(profile.lines.reduce((sum, line) => sum + line.selfMillis, 0)).toBe(120);
    expect(profile.lines[0]).toMatchObject({ function: 'createOrder', code: HANDLER.code, durationMillis: 120 });
    expect(profile.lines.map(({ kind, indent }) => [kind, indent])).toEqual([
      ['queue', 0],
      ['cpu', 1],
      ['await', 1],
      ['cpu', 1],
    ]);
  });

  test('are downloaded in both formats', async () => {
    const requestId = await profiledRequest();
    const chrome = await get(`/profiles/${requestId}/download`);
    expect(chrome.headers['content-disposition']).toBe(`attachment; filename="request-${requestId}.cpuprofile"`);
    const { startTime, endTime, nodes } = JSON.parse(chrome.text);
    expect([startTime, endTime - startTime, nodes.length]).toEqual([(START - MINUTE) * 1000, 120_000, 6]);
    const speedscope = await get(`/profiles/${requestId}/download?format=speedscope`);
    expect(speedscope.headers['content-disposition']).toContain(`request-${requestId}.speedscope.json`);
    expect(JSON.parse(speedscope.text)).toMatchObject({
      name: `POST /orders, request ${requestId}`,
      exporter: 'node-monitoring-dashboard@9.9.9',
      profiles: [{ endValue: 120_000 }],
    });
    expect(problem(await get(`/profiles/${requestId}/download?format=pdf`))).toBe('400 invalid-query');
  });

  test('that are not there, or asked for by nonsense', async () => {
    expect(problem(await get('/profiles/987654'))).toBe('404 profile-not-found');
    expect(problem(await get('/profiles/987654/download'))).toBe('404 profile-not-found');
    expect(problem(await get('/profiles/latest'))).toBe('400 invalid-path');
    expect(problem(await get('/profiles?cursor=%00'))).toBe('400 invalid-query');
    expect(problem(await api.send({ path: '/profiles' }))).toBe('401 unauthorized');
  });
});

describe('the grouped profile', () => {
  test('merges the requests of the range', async () => {
    const path = `/endpoints/${ids.orders}/grouped-profile?${RANGE}`;
    const grouped = await answer<GroupedProfileAnswer>(path, 'GroupedProfile');
    expect(grouped).toMatchObject({ endpointId: ids.orders, requests: 3, averageMillis: 120, baseline: null });
    expect(grouped.notes).toEqual(['no-source']);
    expect(grouped.lines.map((line) => [line.indent, line.function, line.hits, line.totalMillis])).toEqual([
      [0, 'createOrder', 3, 360],
      [1, 'Client.query', 3, 180],
      [1, 'priceOf', 3, 120],
    ]);
    expect(grouped.lines[0]).toMatchObject({
      ...{ averageMillis: 120, standardDeviationMillis: 0, selfMillis: 60, heldBy: 'GET /report' },
      byKind: { cpu: 135, await: 180, queue: 45, gc: 0 },
      selfByKind: { cpu: 15, await: 0, queue: 45, gc: 0 },
    });
  });

  test('is compared with a version, also one that was replaced before the range', async () => {
    const path = `/endpoints/${ids.orders}/grouped-profile?${RANGE}&version=2&baselineVersion=1`;
    const { baseline, lines } = await answer<GroupedProfileAnswer>(path, 'GroupedProfile');
    expect(baseline).toEqual({ version: '1', requests: 2, averageMillis: 100 });
    expect(lines.map((line) => [line.line, line.averageMillis, line.baseline?.averageMillis])).toEqual([
      [42, 120, 100],
      [526, 60, 60],
      [67, 40, 25],
    ]);
    const none = await answer<GroupedProfileAnswer>(`${path}x`, 'GroupedProfile');
    expect(none.baseline).toEqual({ version: '1x', requests: 0, averageMillis: null });
    expect(none.lines.every((line) => line.baseline === null)).toBe(true);
  });

  test('of nothing has no lines', async () => {
    const path = `/endpoints/${ids.report}/grouped-profile`;
    const grouped = await answer<GroupedProfileAnswer>(path, 'GroupedProfile');
    expect(grouped).toMatchObject({ requests: 0, averageMillis: null, lines: [] });
    expect(problem(await get('/endpoints/987654/grouped-profile'))).toBe('404 endpoint-not-found');
  });

  test('is downloaded with the time of all its requests', async () => {
    const file = await get(`/endpoints/${ids.orders}/grouped-profile/download?${RANGE}`);
    const { startTime, endTime } = JSON.parse(file.text);
    expect(endTime - startTime).toBe(360_000);
    expect(file.headers['content-disposition']).toContain(`endpoint-${ids.orders}.cpuprofile`);
    const speedscope = await get(`/endpoints/${ids.orders}/grouped-profile/download?${RANGE}&format=speedscope`);
    expect(JSON.parse(speedscope.text)).toMatchObject({ name: 'POST /orders, 3 requests' });
  });
});

describe('outliers', () => {
  test('are listed with how their request ended, or that it goes on', async () => {
    const { outliers } = await answer<OutliersAnswer>(`/outliers?${RANGE}`, 'Outliers');
    expect(outliers).toMatchObject([
      { endpointId: ids.report, requestId: null, durationMillis: null, status: null },
      {
        ...{ endpointId: ids.orders, durationMillis: 120, status: 201, elapsedMillis: 250.5, thresholdMillis: 100.25 },
        ...{ cpuPercents: [12, 100, 0], blockedBy: 'GET /report' },
      },
    ]);
    const own = await answer<OutliersAnswer>(`/outliers?endpoint=${ids.orders}&version=2`, 'Outliers');
    expect(own.outliers).toEqual(outliers.slice(1));
  });

  test('show guests neither values nor headers nor environment', async () => {
    const { outliers } = await answer<OutliersAnswer>(`/outliers?endpoint=${ids.orders}`, 'Outliers');
    const path = `/outliers/${outliers[0]?.id}`;
    const record = exampleOutlier(ORDERS);
    const admin = await answer<ApiOutlier>(path, 'Outlier', 'admin');
    expect(admin).toMatchObject({ request: record.request, environment: record.environment, machine: record.machine });
    expect(admin.stacks).toEqual(record.stacks);
    const guest = await answer<ApiOutlier>(path, 'Outlier');
    expect(guest).toEqual({ ...admin, request: null, environment: null });
    const downloads = [await get(`${path}/download`), await get(`${path}/download`, 'admin')];
    expect(downloads.map(({ text }) => JSON.parse(text))).toEqual([guest, admin]);
    expect(downloads[0]?.headers['content-disposition']).toBe(`attachment; filename="outlier-${admin.id}.json"`);
    expect(downloads[0]?.text).not.toContain('text/html');
  });

  test('that are not there', async () => {
    expect(problem(await get('/outliers/987654'))).toBe('404 outlier-not-found');
    expect(problem(await get('/outliers/x'))).toBe('400 invalid-path');
  });
});

test('findings name who held the event loop, and for whom', async () => {
  const { findings } = await answer<BlockedAnswer>(`/findings/blocked?${RANGE}`, 'Blocked');
  const figures = { outliers: 1, profiles: 3, queuedMillis: 45 };
  expect(findings).toEqual([
    { blockedBy: 'GET /report', endpointId: ids.report, ...figures, victims: [{ endpointId: ids.orders, ...figures }] },
  ]);
  const before = await answer<BlockedAnswer>(
    `/findings/blocked?from=${START - 30 * DAY}&to=${START - 2 * DAY}`,
    'Blocked',
  );
  expect(before.findings).toMatchObject([{ outliers: 0, profiles: 2, queuedMillis: 20 }]);
});

test('code links are as configured', async () => {
  expect(await answer<CodeLinksAnswer>('/code-links', 'CodeLinks')).toEqual(SETTINGS.codeLinks);
});
