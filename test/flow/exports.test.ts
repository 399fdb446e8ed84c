import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import type { CreatedTokenAnswer } from '../../src/api/token-contract.ts';
import { systemClock } from '../../src/model/clock.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { recordBatch } from '../support/record-batch.ts';

const REQUESTS = 100_000;
const PER_BATCH = 5000;
const SECURITY_TOKEN = 'known to app and consumer';
const MINUTE = 60_000;

async function appWithPast(requests: number): Promise<{ readonly app: AppProcess; readonly client: DashboardClient }> {
  const file = join(temporaryFolder(), 'nmd.db');
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const now = Date.now();
  for (let from = 0; from < requests; from += PER_BATCH) {
    const rows = Array.from({ length: Math.min(PER_BATCH, requests - from) }, (_, at) => ({
      endpoint: { method: 'GET', route: `/r${at % 20}` },
      time: now - MINUTE - (from + at) * 100,
      duration: at % 500,
      group: `(User,${at % 97})`,
      ip: '192.0.2.1',
    }));
    await storage.write([recordBatch(from / PER_BATCH + 1, '1.0', rows)]);
  }
  await storage.close();
  const app = await startApp('five-routes.mjs', {
    NMD_DATABASE: `sqlite:///${file}`,
    NMD_SECURITY_TOKEN: SECURITY_TOKEN,
  });
  const client = new DashboardClient(app.url);
  await client.login();
  await eventually('the database is prepared', () => client.endpoints());
  await client.login();
  return { app, client };
}

test('a program with a token reads a hundred thousand requests as CSV', { timeout: 120_000 }, async () => {
  const { app, client } = await appWithPast(REQUESTS);
  const { secret } = await client.json<CreatedTokenAnswer>('POST', '/tokens', { name: 'x', scopes: ['export'] });
  const request = get(`${app.url}/dashboard/api/export/requests`, { headers: { authorization: `Bearer ${secret}` } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.headers).toMatchObject({ 'transfer-encoding': 'chunked', 'x-content-type-options': 'nosniff' });
  const ids = new Set<string>();
  for await (const row of response.pipe(parse({ columns: true }))) ids.add((row as { id: string }).id);
  expect(ids.size).toBe(REQUESTS);
});

test('clients that go away make room for others', { timeout: 120_000 }, async () => {
  const { app, client } = await appWithPast(20_000);
  const { secret } = await client.json<CreatedTokenAnswer>('POST', '/tokens', { name: 'x', scopes: ['export'] });
  const ask = async (): Promise<IncomingMessage> => {
    const headers = { authorization: `Bearer ${secret}` };
    const request = get(`${app.url}/dashboard/api/export/requests?format=ndjson`, { headers, agent: false });
    request.on('error', () => {});
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => {});
    return response;
  };
  for (let round = 0; round < 12; round += 1) {
    const response = await eventually('there is room', async () => {
      const answer = await ask();
      return answer.statusCode === 200 ? answer : void answer.destroy();
    });
    await once(response, 'data');
    response.destroy();
  }
  const whole = await eventually('there is room', async () => {
    const answer = await ask();
    return answer.statusCode === 200 ? answer : void answer.destroy();
  });
  let lines = 0;
  for await (const text of whole.setEncoding('utf8')) lines += (text as string).split('\n').length - 1;
  expect(lines).toBe(20_000);
});

test('the signed export is where consumers look for it', { timeout: 120_000 }, async () => {
  const { app } = await appWithPast(2000);
  const response = await fetch(`${app.url}/dashboard/get_json_data/0`);
  const { payload } = await jwtVerify(await response.text(), new TextEncoder().encode(SECURITY_TOKEN));
  expect(JSON.parse(payload['data'] as string)).toHaveLength(2000);
  for (const path of ['get_json_monitor_rules', 'get_json_details'])
    expect((await fetch(`${app.url}/dashboard/${path}`)).status, path).toBe(200);
  const page = await fetch(`${app.url}/dashboard/get_json_dates`);
  expect(page.headers.get('content-type')).toMatch('text/html');
});
