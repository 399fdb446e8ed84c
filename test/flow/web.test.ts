import { once } from 'node:events';
import { type Server, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { bind, type Dashboard, type DashboardOptions } from '../../dist/index.js';
import { CREDENTIALS, eventually, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const open: { readonly server: Server; readonly dashboards: readonly Dashboard[] }[] = [];
const silent = { debug() {}, info() {}, warn() {}, error() {} };

function options(more: DashboardOptions = {}): DashboardOptions {
  return { database: `sqlite:///${join(temporaryFolder(), 'nmd.db')}`, logger: silent, ...CREDENTIALS, ...more };
}

async function serve(app: Express, ...dashboards: readonly Dashboard[]): Promise<string> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ server, dashboards });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const { server, dashboards } of open.splice(0)) {
    await Promise.all(dashboards.map((dashboard) => dashboard.close()));
    server.closeAllConnections();
    server.close();
  }
});

async function simple(more: DashboardOptions = {}): Promise<string> {
  const app = express();
  const dashboard = bind(app, options(more));
  app.get('/work', (_req, res) => void res.send('done'));
  return serve(app, dashboard);
}

describe('pages and files', () => {
  it('lead from the bare link to the slash, relatively', async () => {
    const response = await fetch(`${await simple()}/dashboard`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, './dashboard/']);
  });

  it.each([
    ['/dashboard/', './'],
    ['/dashboard/overview', './'],
    ['/dashboard/endpoint/3/outliers', '../../'],
  ])('at %s point back to the root by %s', async (path, base) => {
    const response = await fetch((await simple({ titleName: 'Shop' })) + path);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'self'/);
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe/);
    expect(html).toContain(`<base href="${base}">`);
    expect(html).toContain('<title>Shop</title>');
    expect(html).not.toMatch(/<script(?![^>]*(src=|application\/json))/);
  });

  it('are compressed and kept by browsers', async () => {
    const url = await simple();
    const script = /assets\/[\w.-]+\.js/.exec(await (await fetch(`${url}/dashboard/overview`)).text())?.[0];
    const response = await fetch(`${url}/dashboard/${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/dashboard/assets/no-such.js', '/dashboard/assets/..%2findex.js', '/dashboard/assets/%2e%2e/index.js'])(
    'do not exist at %s',
    async (path) => {
      const { hostname, port } = new URL(await simple());
      const request = sendRequest({ hostname, port, path });
      request.end();
      const [response] = await once(request, 'response');
      expect(response.statusCode).toBe(404);
      response.resume();
    },
  );

  it('are only read', async () => {
    const response = await fetch(`${await simple()}/dashboard/overview`, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('leave neighbours of the link to the app', async () => {
    expect((await fetch(`${await simple()}/dashboards`)).status).toBe(404);
  });
});

describe('the API over HTTP', () => {
  it('refuses bodies that are too large', async () => {
    const body = JSON.stringify({ username: 'x'.repeat(2_000_000) });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${await simple()}/dashboard/api/login`, { method: 'POST', body, headers });
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('does not record its own traffic', async () => {
    const url = await simple();
    const dashboard = new DashboardClient(url);
    await dashboard.login();
    await fetch(`${url}/dashboard/overview`);
    await fetch(`${url}/work`);
    await eventually('the request is stored', async () =>
      (await dashboard.endpoint('GET /work'))?.requests === 1 ? 1 : undefined,
    );
    expect((await dashboard.endpoints()).filter(({ requests }) => requests > 0)).toHaveLength(1);
  });

  it('streams changes to those who are signed in', async () => {
    const url = await simple();
    expect((await fetch(`${url}/dashboard/api/events`)).status).toBe(401);
    const dashboard = new DashboardClient(url);
    await dashboard.login();
    const response = await dashboard.call('GET', '/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await fetch(`${url}/work`);
    let text = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += new TextDecoder().decode(chunk.value);
      if (text.includes('event: change')) break;
    }
    expect(text).toContain('event: change');
    await reader.cancel();
  });

  it('works when the app is mounted below another whose body parser ran first', async () => {
    const parent = express();
    const app = express();
    const dashboard = bind(app, options({ link: 'tools/monitor' }));
    app.get('/work', (_req, res) => void res.send('done'));
    parent.use(express.json());
    parent.use('/admin', app);
    const url = await serve(parent, dashboard);
    const client = new DashboardClient(`${url}/admin`, 'tools/monitor');
    expect((await client.login()).user).toEqual({ username: CREDENTIALS.username, role: 'admin' });
    const page = await (await fetch(`${url}/admin/tools/monitor/endpoint/1`)).text();
    expect(page).toContain('<base href="../">');
  });
});

describe('who may come in', () => {
  it('is what the app says', async () => {
    const url = await simple({
      authorize: (request) => (request as { headers: Record<string, string> }).headers['x-role'] === 'guest' && 'guest',
    });
    expect((await fetch(`${url}/dashboard/overview`)).status).toBe(403);
    const me = await fetch(`${url}/dashboard/api/me`, { headers: { 'x-role': 'guest' } });
    expect(await me.json()).toMatchObject({ user: { role: 'guest' } });
  });

  it('is refused when the app cannot say', async () => {
    const url = await simple({
      authorize: () => {
        throw new Error('no session store');
      },
    });
    expect((await fetch(`${url}/dashboard/api/endpoints`)).status).toBe(500);
    expect((await fetch(`${url}/work`)).status).toBe(200);
  });
});

describe('several apps in one process', () => {
  it('have dashboards of their own', async () => {
    const apps = ['one', 'two'].map((name) => {
      const app = express();
      const dashboard = bind(app, options());
      app.get(`/${name}`, (_req, res) => void res.send(name));
      return { name, app, dashboard };
    });
    for (const { name, app, dashboard } of apps) {
      const url = await serve(app, dashboard);
      await fetch(`${url}/${name}`);
      await dashboard.flush();
      const client = new DashboardClient(url);
      await client.login();
      expect((await client.endpoints()).map((endpoint) => endpoint.name)).toEqual([`GET /${name}`]);
    }
  });

  it('close leaves the app as it was, and lets it be bound again', async () => {
    const app = express();
    app.get('/work', (_req, res) => void res.send('done'));
    const own = (app as unknown as { handle: unknown }).handle;
    const first = bind(app, options());
    await first.close();
    await first.close();
    expect((app as unknown as { handle: unknown }).handle).toBe(own);
    const url = await serve(app, bind(app, options()));
    expect(await (await fetch(`${url}/work`)).text()).toBe('done');
  });
});
