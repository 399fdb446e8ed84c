import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ContractTest } from '../adapter-contract.ts';
import { rawRequest, send, sendRaw } from './http-client.ts';
import { SLOW_MILLIS } from './sample-app.ts';

export function abortTests(contractTest: ContractTest): void {
  contractTest('reports 499 when the client leaves before the answer, and once', async (app) => {
    await sendRaw(app.port, rawRequest('/slow'), { millis: 60 });
    await app.observer.settled(1);
    await wait(SLOW_MILLIS);
    const [outcome] = await app.observer.settled(1);
    expect(outcome).toMatchObject({ name: 'GET /slow', statusCode: 499, aborted: true });
    expect(outcome?.ip).toMatch(/127\.0\.0\.1$/);
    expect(outcome?.durationMillis).toBeLessThan(SLOW_MILLIS);
  });

  contractTest('reports 499 when the client resets the connection before the answer', async (app) => {
    await sendRaw(app.port, rawRequest('/slow'), { millis: 60, leave: 'reset' });
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /slow', statusCode: 499, aborted: true }]);
  });

  contractTest('reports the status sent when the client leaves in the middle of the body', async (app) => {
    await sendRaw(app.port, rawRequest('/endless'), { millis: 100 });
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /endless', statusCode: 200, aborted: true }]);
  });

  contractTest('reports a response as aborted that the app had ended but the client did not take', async (app) => {
    await sendRaw(app.port, rawRequest('/large'), { millis: 100, reads: false });
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /large', statusCode: 200, aborted: true }]);
  });

  contractTest('reports 499 when the client leaves in the middle of its own body', async (app) => {
    await sendRaw(app.port, 'POST /orders HTTP/1.1\r\nHost: sample\r\nContent-Length: 100\r\n\r\nhalf', { millis: 60 });
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'POST /orders', statusCode: 499, aborted: true }]);
  });

  contractTest('reports a response that the app breaks off as aborted', async (app) => {
    await expect(send(app.port, '/breaks-off')).rejects.toThrow();
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /breaks-off', statusCode: 200, aborted: true }]);
  });

  contractTest('reports pipelined requests whose turn never came', async (app) => {
    await sendRaw(app.port, ['/slow', '/json', '/users/1'].map((path) => rawRequest(path)).join(''), { millis: 60 });
    const outcomes = await app.observer.settled(3);
    expect(outcomes).toMatchObject(Array(3).fill({ statusCode: 499, aborted: true }));
    expect(outcomes.map(({ name }) => name).sort()).toEqual(['GET /json', 'GET /slow', 'GET /users/:id']);
  });
}
