import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiOutlier,
  ApiProfile,
  ApiRequestRecord,
  EndpointsAnswer,
  RequestsAnswer,
} from '../../src/api/contract.ts';
import { ref } from '../../src/api/openapi/schemas.ts';
import type { CreatedTokenAnswer } from '../../src/api/token-contract.ts';
import type { EndpointKey } from '../../src/model/endpoint.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, json, problem, START } from '../support/api-harness.ts';
import { exampleOutlier, exampleProfile } from '../support/example-details.ts';
import { recordBatch } from '../support/record-batch.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const MINUTE = 60_000;
const ORDERS: EndpointKey = { method: 'POST', route: '/orders' };
const HOSTILE = '=cmd|"/c calc"!A1,\n';
/** More than one page. */
const REQUESTS = 1300;

let api: ApiHarness;
let storage: Storage;

beforeAll(async () => {
  api = await ApiHarness.inMemory();
  storage = api.context.storage;
  const requests = Array.from({ length: REQUESTS }, (_, at) => ({
    endpoint: ORDERS,
    time: START - MINUTE - at,
    duration: at % 7,
    statusCode: at % 100 === 0 ? 500 : 201,
    group: at === 0 ? HOSTILE : '(User,3)',
    ip: '192.0.2.7',
  }));
  const outlier = exampleOutlier(ORDERS, { trace: 2, startedAt: START - MINUTE });
  const profile = exampleProfile(ORDERS, { instance: 'example', trace: 2, startedAt: START - MINUTE });
  await storage.write([{ ...recordBatch(1, '1.0', requests), outliers: [outlier], traced: [{ trace: 2, row: 0 }] }]);
  await storage.writeProfiles([profile]);
});

afterAll(() => storage.close());

async function get(pathAndQuery: string, role: 'guest' | 'admin' = 'guest'): Promise<ApiAnswer> {
  const [path = '', query = ''] = pathAndQuery.split('?', 2);
  return api.send({ path, query, authorizedRole: role });
}

function lines<Row>(answer: ApiAnswer): Row[] {
  return answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

describe('exported requests', () => {
  test('are all of the range, newest first, as CSV that a spreadsheet does not run', async () => {
    const answer = await get('/export/requests');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="requests.csv"',
    });
    const rows = parse(answer.text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(REQUESTS);
    expect(rows[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      time: new Date(START - MINUTE).toISOString(),
      endpointId: expect.stringMatching(/^\d+$/),
      endpoint: 'POST /orders',
      duration: '0',
      status: '500',
      version: '1.0',
      group: `'${HOSTILE.trimEnd()}`,
      ip: '192.0.2.7',
      instance: expect.stringMatching(/^\d+$/),
      aborted: 'false',
    });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(REQUESTS);
  });

  test('are the same in JSON and by lines, and what the list answers', async () => {
    const { requests } = json<{ requests: (ApiRequestRecord & { endpoint: string })[] }>(
      await get('/export/requests?format=json'),
    );
    const byLine = lines<object>(await get('/export/requests?format=ndjson'));
    expect(byLine).toEqual(requests);
    expect(requests).toHaveLength(REQUESTS);
    const listed = json<RequestsAnswer>(await get('/requests?limit=500'));
    expect(requests.slice(0, 500).map(({ endpoint, ...request }) => request)).toEqual(listed.requests);
    for (const row of requests.slice(0, 10)) expect(schemaMismatches(row, ref('ExportedRequest'))).toEqual([]);
  });

  test('are filtered as the list is', async () => {
    expect(lines(await get('/export/requests?format=ndjson&status=5xx'))).toHaveLength(REQUESTS / 100);
    const range = `from=${START - MINUTE - 9}&to=${START}`;
    expect(lines(await get(`/export/requests?format=ndjson&${range}`))).toHaveLength(10);
    expect((await get('/export/requests?format=ndjson&group=nobody')).text).toBe('');
    expect((await get('/export/requests?group=nobody')).text.split('\r\n')).toHaveLength(2);
    expect(json(await get('/export/requests?format=json&group=nobody'))).toEqual({ requests: [] });
    expect(problem(await get('/export/requests?format=xml&limit=3'))).toBe('400 invalid-query');
  });
});

describe('exported outliers', () => {
  test('have request and environment for admins only', async () => {
    const [forAdmin] = lines<ApiOutlier>(await get('/export/outliers?format=ndjson', 'admin'));
    expect(schemaMismatches(forAdmin, ref('ExportedOutlier'))).toEqual([]);
    expect(forAdmin).toMatchObject({ endpoint: 'POST /orders', request: { url: '/users/3?page=2' } });
    expect(forAdmin?.environment).not.toBeNull();
    for (const format of ['ndjson', 'json', 'csv']) {
      const answer = await get(`/export/outliers?format=${format}`);
      expect(answer.text).toContain('POST /orders');
      expect(answer.text).not.toContain('/users/3');
    }
    const [forGuest] = lines<ApiOutlier>(await get('/export/outliers?format=ndjson'));
    expect(forGuest).toEqual({ ...forAdmin, request: null, environment: null });
  });

  test('have their figures in CSV', async () => {
    const [row] = parse((await get('/export/outliers', 'admin')).text, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ endpoint: 'POST /orders', elapsedMillis: '250.5', thresholdMillis: '100.25' });
    expect(row).not.toHaveProperty('request');
  });
});

describe('exported profiles', () => {
  test('have all their lines', async () => {
    const [profile, ...others] = lines<ApiProfile>(await get('/export/profiles'));
    expect(others).toEqual([]);
    expect(schemaMismatches(profile, ref('ExportedProfile'))).toEqual([]);
    const { endpoint, ...whole } = profile as ApiProfile & { endpoint: string };
    expect(endpoint).toBe('POST /orders');
    expect(json(await get(`/profiles/${whole.requestId}`))).toEqual(whole);
    expect(problem(await get('/export/profiles?format=csv'))).toBe('400 invalid-query');
  });
});

describe('exported metrics', () => {
  test('are what the question answers', async () => {
    const question = 'metrics=requests,p50&dimensions=endpoint,statusCode';
    const { rows } = json<{ rows: object[] }>(await get(`/metrics?${question}`));
    const exported = lines<object>(await get(`/export/metrics?${question}&format=ndjson`));
    expect(exported).toEqual(rows.map((row) => ({ ...row, endpointName: 'POST /orders' })));
    for (const row of exported) expect(schemaMismatches(row, ref('ExportedMetrics'))).toEqual([]);
    const { endpoints } = json<EndpointsAnswer>(await get('/endpoints'));
    const csv = (await get(`/export/metrics?${question}`)).text.split('\r\n');
    expect(csv[0]).toBe('endpoint,endpointName,statusCode,requests,p50');
    expect(csv).toContain(`${endpoints[0]?.id},POST /orders,500,13,${csv[2]?.split(',').at(-1)}`);
  });
});

describe('a token of the scope export', () => {
  test('reads exports as a guest does, and nothing else', async () => {
    const admin = await api.signedIn();
    const created = await admin.write('POST', '/tokens', { name: 'nightly', scopes: ['export'] });
    const { secret } = json<CreatedTokenAnswer>(created);
    const ask = (path: string, query = ''): Promise<ApiAnswer> =>
      api.send({ path, query, headers: { authorization: `Bearer ${secret}` } });
    for (const what of ['requests', 'outliers', 'profiles', 'metrics'])
      expect((await ask(`/export/${what}`)).status, what).toBe(200);
    expect((await ask('/export/outliers', 'format=ndjson')).text).not.toContain('/users/3');
    expect(problem(await ask('/requests'))).toBe('403 insufficient-scope');
    expect(problem(await api.send({ path: '/export/requests' }))).toBe('401 unauthorized');
  });
});
