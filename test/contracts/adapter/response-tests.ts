import { Agent } from 'node:http';
import { expect } from 'vitest';
import type { AdapterContext, ContractTest } from '../adapter-contract.ts';
import { type ClientRequest, type ClientResponse, rawRequest, send, sendRaw } from './http-client.ts';
import type { RecordedOutcome } from './recording-observer.ts';
import { SLOW_MILLIS, STREAM_MILLIS } from './sample-app.ts';

export function responseTests(contractTest: ContractTest): void {
  contractTest('reports the status that the client got', async (app) => {
    const paths = ['/json', '/redirect', '/no-content', '/not-modified', '/throws', '/rejects', '/nope'];
    const seen: number[] = [];
    for (const path of paths) seen.push((await send(app.port, path)).status);
    const outcomes = await app.observer.settled(paths.length);
    expect(seen).toEqual([200, 302, 204, 304, 500, 500, 404]);
    expect(outcomes.map(({ statusCode }) => statusCode)).toEqual(seen);
    expect(outcomes.some(({ aborted }) => aborted)).toBe(false);
  });

  contractTest('reports a POST with a body', async (app) => {
    const { response, outcome } = await exchange(app, '/orders', { method: 'POST', body: 'two apples' });
    expect(response).toMatchObject({ status: 201, body: 'two apples' });
    expect(outcome).toMatchObject({ name: 'POST /orders', statusCode: 201, aborted: false });
  });

  contractTest('reports HEAD as it was sent', async (app) => {
    const { response, outcome } = await exchange(app, '/users/4', { method: 'HEAD' });
    expect(response).toMatchObject({ status: 200, body: '' });
    expect(outcome).toMatchObject({ name: 'HEAD /users/:id', statusCode: 200, aborted: false });
  });

  contractTest('reports OPTIONS once, with the status sent', async (app) => {
    const { response, outcome } = await exchange(app, '/users/4', { method: 'OPTIONS' });
    expect(outcome).toMatchObject({ statusCode: response.status, aborted: false });
  });

  contractTest('reports the address of the client', async (app) => {
    const { outcome } = await exchange(app, '/json');
    expect(outcome?.ip).toMatch(/127\.0\.0\.1$/);
  });

  contractTest('tells the observer the path without the query', async (app) => {
    const { outcome } = await exchange(app, '/users/4?page=/x?y');
    expect(outcome?.path).toBe('/users/4');
  });

  contractTest('times a streamed response to its end', async (app) => {
    const { response, outcome } = await exchange(app, '/stream');
    expect(response.body).toBe('chunk 0\nchunk 1\nchunk 2\n');
    expect(outcome).toMatchObject({ name: 'GET /stream', statusCode: 200, aborted: false });
    expect(outcome?.durationMillis).toBeGreaterThan(STREAM_MILLIS - 5);
  });

  contractTest('times the wait of a handler', async (app) => {
    const { outcome } = await exchange(app, '/slow');
    expect(outcome?.durationMillis).toBeGreaterThan(SLOW_MILLIS - 5);
    expect(outcome?.durationMillis).toBeLessThan(SLOW_MILLIS * 3);
  });

  contractTest('reports every request of a connection that is kept alive', async (app) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let index = 0; index < 20; index++) await send(app.port, `/users/${index}`, { agent });
    agent.destroy();
    const outcomes = await app.observer.settled(20);
    expect(new Set(outcomes.map(({ name }) => name))).toEqual(new Set(['GET /users/:id']));
  });

  contractTest('reports pipelined requests', async (app) => {
    const answers = await sendRaw(app.port, ['/slow', '/json', '/nope'].map((path) => rawRequest(path)).join(''), {
      millis: SLOW_MILLIS + 200,
    });
    expect(answers.match(/HTTP\/1\.1 (200|404)/g)).toHaveLength(3);
    const outcomes = await app.observer.settled(3);
    expect(outcomes.map(({ name, statusCode }) => `${name} ${statusCode}`).sort()).toEqual([
      '(unmatched) 404',
      'GET /json 200',
      'GET /slow 200',
    ]);
    expect(outcomes.some(({ aborted }) => aborted)).toBe(false);
  });

  contractTest('reports a request of HTTP/1.0 and one that closes its connection', async (app) => {
    await sendRaw(app.port, 'GET /json HTTP/1.0\r\n\r\n', { millis: 80 });
    await sendRaw(app.port, rawRequest('/json', 'Connection: close\r\n'), { millis: 80 });
    const outcomes = await app.observer.settled(2);
    expect(outcomes).toMatchObject(Array(2).fill({ name: 'GET /json', statusCode: 200, aborted: false }));
  });

  contractTest('counts 200 concurrent requests exactly', async (app) => {
    const paths = ['/json', '/users/1', '/throws', '/nope', '/teams/a/members/b'];
    const sent = Array.from({ length: 200 }, (_, index) => send(app.port, paths[index % 5] ?? ''));
    await Promise.all(sent);
    const counts: Record<string, number> = {};
    for (const { name, statusCode } of await app.observer.settled(200)) {
      counts[`${name} ${statusCode}`] = (counts[`${name} ${statusCode}`] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'GET /json 200': 40,
      'GET /users/:id 200': 40,
      'GET /throws 500': 40,
      '(unmatched) 404': 40,
      'GET /teams/:team/members/:member 200': 40,
    });
  });
}

async function exchange(
  app: AdapterContext,
  path: string,
  request: ClientRequest = {},
): Promise<{ response: ClientResponse; outcome: RecordedOutcome | undefined }> {
  const response = await send(app.port, path, request);
  const [outcome] = await app.observer.settled(1);
  return { response, outcome };
}
