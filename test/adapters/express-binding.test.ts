import type { Express } from 'express';
import { describe, expect, test } from 'vitest';
import { createExpressAdapter } from '../../src/adapters/express/express-adapter.ts';
import { send } from '../contracts/adapter/http-client.ts';
import { EXPRESS_MAJORS, MonitoredExpress, ok } from './monitored-express.ts';

const PARTS = {
  observer: { requestStarted: () => null },
  dashboard: { matches: () => false, handle: () => undefined },
};

function handleOf(app: Express): unknown {
  return (app as unknown as { handle: unknown }).handle;
}

describe.each(EXPRESS_MAJORS)('binding to Express $major', ({ express }) => {
  test('a second time is refused and changes nothing', () => {
    const app = express();
    createExpressAdapter(app).attach(PARTS);
    const bound = handleOf(app);
    expect(() => createExpressAdapter(app).attach(PARTS)).toThrow(
      expect.objectContaining({ code: 'NMD_ALREADY_BOUND' }),
    );
    expect(handleOf(app)).toBe(bound);
  });

  test('undoing it restores the app, which can then be bound again', () => {
    const app = express();
    const original = handleOf(app);
    createExpressAdapter(app).attach(PARTS)();
    expect(handleOf(app)).toBe(original);
    expect(() => createExpressAdapter(app).attach(PARTS)).not.toThrow();
  });

  test('undoing it leaves what another library has wrapped around since', async () => {
    const app = express();
    const detach = createExpressAdapter(app).attach(PARTS);
    const wrapped = handleOf(app) as (...parameters: unknown[]) => void;
    const outer = (...parameters: unknown[]) => wrapped(...parameters);
    Object.assign(app, { handle: outer });
    detach();
    expect(handleOf(app)).toBe(outer);
  });

  test('a dashboard that throws ends its request with 500 and does not pass it to the app', async () => {
    const monitored = new MonitoredExpress(express, {
      matches: (path) => path === '/broken',
      handle: () => {
        throw new Error('the dashboard failed');
      },
    });
    monitored.app.get('/broken', ok);
    const { status, body } = await send(await monitored.port(), '/broken');
    expect({ status, body }).toEqual({ status: 500, body: '' });
    monitored.close();
  });

  test('a trust proxy function that throws costs the address, not the record', async () => {
    const monitored = new MonitoredExpress(express);
    monitored.app.set('trust proxy', () => {
      throw new Error('no such proxy');
    });
    monitored.app.get('/', ok);
    await send(await monitored.port(), '/', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(await monitored.observer.settled(1)).toMatchObject([{ name: 'GET /', ip: null }]);
    monitored.close();
  });

  test('the address is that of the client behind a trusted proxy', async () => {
    const monitored = new MonitoredExpress(express);
    monitored.app.set('trust proxy', 'loopback');
    monitored.app.get('/', ok);
    await send(await monitored.port(), '/', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(await monitored.observer.settled(1)).toMatchObject([{ ip: '203.0.113.7' }]);
    monitored.close();
  });

  test('the request has its Express methods when the observer sees it first', async () => {
    const seen: unknown[] = [];
    const app = express();
    const observer = {
      requestStarted: (request: import('express').Request) => {
        seen.push(request.path, request.get('x-kind'));
        return null;
      },
    };
    createExpressAdapter(app).attach({ ...PARTS, observer });
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await send((server.address() as import('node:net').AddressInfo).port, '/a?b', { headers: { 'x-kind': 'test' } });
    expect(seen).toEqual(['/a', 'test']);
    server.close();
  });
});
