import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { type AdapterContext, type ContractTest, stop } from '../adapter-contract.ts';
import { send } from './http-client.ts';
import { APP_HEADER } from './sample-app.ts';

export function harmlessnessTests(contractTest: ContractTest, startAnother: () => Promise<AdapterContext>): void {
  contractTest("leaves the app's responses as they are", async (app) => {
    const { status, headers, body } = await send(app.port, '/teams/red/members/9');
    expect({ status, body, marked: headers[APP_HEADER] }).toMatchObject({ status: 200, marked: 'yes' });
    expect(JSON.parse(body)).toMatchObject({ member: '9' });
  });

  contractTest('hands requests below its path to the dashboard, past the middleware, unrecorded', async (app) => {
    const { headers, body } = await send(app.port, '/dashboard/overview?from=1');
    expect(body).toMatch(/^dashboard at \/dashboard\/overview for .*127\.0\.0\.1$/);
    expect(headers[APP_HEADER]).toBeUndefined();
    expect(await app.observer.settled(0)).toEqual([]);
    expect(app.observer.started).toEqual([]);
  });

  contractTest('does not report what the observer excludes', async (app) => {
    app.observer.excludedPath = '/excluded';
    expect((await send(app.port, '/excluded')).status).toBe(200);
    expect(await app.observer.settled(0)).toEqual([]);
  });

  contractTest('answers as ever when the observer throws', async (app) => {
    app.observer.failure = new Error('the observer failed');
    expect((await send(app.port, '/users/4')).body).toBe('{"id":"4"}');
    expect((await send(app.port, '/throws')).status).toBe(500);
    expect(app.observer.started).toHaveLength(2);
  });

  contractTest('answers as ever when the observer throws at the end', async (app) => {
    const pending = send(app.port, '/slow');
    while (app.observer.started.length === 0) await new Promise(setImmediate);
    app.observer.failure = new Error('the observer failed');
    expect((await pending).body).toBe('slow');
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /slow', statusCode: 200 }]);
  });

  contractTest('leaves WebSocket upgrades and CONNECT to the server', async (app) => {
    app.server.once('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello');
    });
    app.server.once('connect', (_request, socket) => socket.end('HTTP/1.1 200 Connected\r\n\r\nhello'));
    const upgrade = 'GET /users/1 HTTP/1.1\r\nHost: sample\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await converse(app.port, upgrade)).toMatch(/^HTTP\/1\.1 101 .*hello$/s);
    expect(await converse(app.port, 'CONNECT sample:80 HTTP/1.1\r\nHost: sample\r\n\r\n')).toMatch(/ 200 .*hello$/s);
    expect(await app.observer.settled(0)).toEqual([]);
  });

  contractTest('keeps two apps of one process apart', async (app) => {
    const other = await startAnother();
    await Promise.all([send(app.port, '/json'), send(other.port, '/users/1')]);
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /json' }]);
    expect(await other.observer.settled(1)).toMatchObject([{ name: 'GET /users/:id' }]);
    await stop(other);
  });

  contractTest('leaves nothing behind when it is taken out', async () => {
    const app = await startAnother();
    app.detach();
    expect((await send(app.port, '/json')).status).toBe(200);
    expect((await send(app.port, '/dashboard')).status).toBe(404);
    expect(app.observer.started).toEqual([]);
    await stop(app);
  });

  contractTest('still reports a request that was under way when it was taken out', async () => {
    const app = await startAnother();
    const pending = send(app.port, '/slow');
    while (app.observer.started.length === 0) await new Promise(setImmediate);
    app.detach();
    expect((await pending).body).toBe('slow');
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /slow' }]);
    await stop(app);
  });
}

/** Everything the server says until it closes the connection. */
function converse(port: number, content: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(content);
  return text(socket);
}
