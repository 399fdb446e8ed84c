import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, json, problem, START } from '../support/api-harness.ts';
import { recordBatch } from '../support/record-batch.ts';

const securityToken = 'a long secret that both sides know';
const MINUTE = 60_000;
/** More than one page. */
const REQUESTS = 700;
const ENDPOINT = { method: 'GET', route: '/orders/:id' };

let storage: Storage;
let api: ApiHarness;

beforeAll(async () => {
  api = await ApiHarness.inMemory({ securityToken });
  storage = api.context.storage;
  const requests = Array.from({ length: REQUESTS }, (_, at) => ({
    endpoint: ENDPOINT,
    time: START - at * 1000,
    duration: at + 0.25,
    group: at === 0 ? 'Grüße "📈" \\ \n/' : 'group',
    ip: '192.0.2.7',
  }));
  await storage.write([recordBatch(1, '1.0', requests)]);
  await storage.write([recordBatch(2, '2.0', [{ endpoint: ENDPOINT, time: START - MINUTE / 2, duration: 1 }])]);
});

afterAll(() => storage.close());

/** As a consumer does: a JWT library checks the signature, then the claim is JSON. */
async function read<Row>(answer: ApiAnswer, key = securityToken): Promise<Row[]> {
  const { payload, protectedHeader } = await jwtVerify(answer.text, new TextEncoder().encode(key), {
    algorithms: ['HS256'],
  });
  expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(Object.keys(payload)).toEqual(['data']);
  return JSON.parse(payload['data'] as string) as Row[];
}

const get = (path: string): Promise<ApiAnswer> => api.send({ path });

describe('get_json_data', () => {
  test('is verified and read by a consumer with a JWT library', async () => {
    const answer = await get('/get_json_data');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const rows = await read<object>(answer);
    expect(rows).toHaveLength(REQUESTS + 1);
    expect(rows[0]).toEqual({
      endpoint_id: expect.any(Number),
      duration: 0.25,
      time_requested: '2026-03-10 12:00:00',
      version_requested: '1.0',
      group_by: 'Grüße "📈" \\ \n/',
      ip: '192.0.2.7',
    });
    expect(rows.at(-1)).toMatchObject({ duration: REQUESTS - 1 + 0.25 });
  });

  test('is refused by a consumer with another key', async () => {
    await expect(read(await get('/get_json_data'), 'another secret that is not the one')).rejects.toThrow('signature');
  });

  test('begins and ends when it is asked to, in seconds since 1970', async () => {
    const now = START / 1000;
    expect(await read(await get(`/get_json_data/${now - 9}`))).toHaveLength(10);
    expect(await read(await get(`/get_json_data/${now - 9}/${now - 5}`))).toHaveLength(5);
    expect(await read(await get(`/get_json_data/${now - 9.5}/${now - 8.5}`))).toHaveLength(1);
    expect(await read(await get(`/get_json_data/${now + 100}/${now + 200}`))).toEqual([]);
    expect(problem(await get('/get_json_data/yesterday'))).toBe('400 invalid-path');
    expect(problem(await get('/get_json_data/1/2/3'))).toBe('404 not-found');
  });
});

test('get_json_monitor_rules lists endpoints in the same way', async () => {
  expect(await read(await get('/get_json_monitor_rules'))).toEqual([
    {
      name: 'GET /orders/:id',
      last_requested: '2026-03-10 12:00:00',
      monitor_level: 1,
      time_added: expect.stringMatching(/^2026-03-10 11:/),
      version_added: '1.0',
    },
  ]);
});

test('get_json_details says what runs, unsigned', async () => {
  expect(json(await get('/get_json_details'))).toEqual({
    link: 'dashboard',
    'dashboard-version': '9.9.9',
    'config-version': '2.0',
    'first-request': START / 1000 - (REQUESTS - 1),
    'first-request-version': START / 1000 - 30,
    'total-requests': REQUESTS + 1,
  });
});

test('all of it is off while there is no security token', async () => {
  for (const settings of [{}, { securityToken: '' }])
    for (const path of ['/get_json_data', '/get_json_data/1', '/get_json_monitor_rules', '/get_json_details'])
      expect(problem(await new ApiHarness(storage, settings).send({ path }))).toBe('404 export-off');
});

test('nobody may change anything by it', async () => {
  expect(problem(await api.send({ path: '/get_json_data', method: 'POST' }))).toBe('405 method-not-allowed');
});
