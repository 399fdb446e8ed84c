import { expect } from 'vitest';
import type { AdapterContext, ContractTest } from '../adapter-contract.ts';
import { send } from './http-client.ts';

export function endpointTests(contractTest: ContractTest): void {
  contractTest('names the endpoint by the route template, not by the URL', async (app) => {
    expect(await endpointOf(app, '/users/17?verbose=1')).toBe('GET /users/:id');
  });

  contractTest('names a route without parameters', async (app) => {
    expect(await endpointOf(app, '/json')).toBe('GET /json');
  });

  contractTest('names the root route', async (app) => {
    expect(await endpointOf(app, '/')).toBe('GET /');
  });

  contractTest('names a route in a nested router with all prefixes', async (app) => {
    expect(await endpointOf(app, '/api/v1/things/3')).toBe('GET /api/v1/things/:thing');
  });

  contractTest('names the root route of a router by its prefix', async (app) => {
    expect(await endpointOf(app, '/api')).toBe('GET /api');
  });

  contractTest('names a route below a prefix with a parameter', async (app) => {
    expect(await endpointOf(app, '/teams/red/members/9')).toBe('GET /teams/:team/members/:member');
  });

  contractTest('names a route of a mounted app', async (app) => {
    expect(await endpointOf(app, '/shop/cart/5')).toBe('GET /shop/cart/:id');
  });

  contractTest('names the path that matched of a list of paths', async (app) => {
    expect(await endpointOf(app, '/colour')).toBe('GET /colour');
    expect(await endpointOf(app, '/color/red')).toBe('GET /color/:name');
  });

  contractTest('names a regular expression by its source', async (app) => {
    expect(await endpointOf(app, '/files/v2/a/b')).toContain('^\\/files\\/v\\d+\\/(.+)$');
  });

  contractTest('names a wildcard route by its template', async (app) => {
    expect(await endpointOf(app, '/assets/css/site.css')).toBe(`GET /assets/${app.wildcard}`);
  });

  contractTest('names a route that was added after the adapter', async (app) => {
    expect(await endpointOf(app, '/late/1')).toBe('GET /late/:id');
  });

  contractTest('names a route of a router that was added after the adapter', async (app) => {
    expect(await endpointOf(app, '/late-api/items/1')).toBe('GET /late-api/items/:item');
  });

  contractTest('names the template when a nested handler throws', async (app) => {
    expect(await endpointOf(app, '/api/v1/throws')).toBe('GET /api/v1/throws');
    expect(await endpointOf(app, '/teams/red/throws')).toBe('GET /teams/:team/throws');
    expect(await endpointOf(app, '/shop/throws')).toBe('GET /shop/throws');
  });

  contractTest('names the template when a parameter is percent-encoded', async (app) => {
    expect(await endpointOf(app, '/users/%C3%A9%2Fx%20y')).toBe('GET /users/:id');
    expect(await endpointOf(app, '/teams/a%2Fb/members/%20')).toBe('GET /teams/:team/members/:member');
  });

  contractTest('counts what no route matches under one endpoint', async (app) => {
    await send(app.port, '/nope');
    await send(app.port, '/users/1/nope', { method: 'DELETE' });
    await send(app.port, '/api/nope');
    const outcomes = await app.observer.settled(3);
    expect(outcomes.map(({ name, statusCode }) => [name, statusCode])).toEqual(Array(3).fill(['(unmatched)', 404]));
  });

  contractTest('makes no endpoint per URL and no object per request', async (app) => {
    for (let index = 0; index < 100; index++) {
      for (const path of [`/users/${index}`, `/teams/${index}/members/${index}`, `/nope/${index}`])
        await send(app.port, path);
    }
    const outcomes = await app.observer.settled(300);
    expect(new Set(outcomes.map(({ endpoint }) => endpoint)).size).toBe(3);
  });

  contractTest('matches a URL of 10 kB', async (app) => {
    expect(await endpointOf(app, `/users/${'x'.repeat(10_000)}`)).toBe('GET /users/:id');
  });

  contractTest('lists the routes that nobody has called', async (app) => {
    const listed = app.adapter.listEndpoints().map(({ method, route }) => `${method} ${route}`);
    expect(listed).toEqual(
      expect.arrayContaining([
        'GET /json',
        'GET /users/:id',
        'POST /orders',
        'GET /api',
        'GET /api/v1/things/:thing',
        'GET /teams/:team/members/:member',
        'GET /late/:id',
        'GET /late-api/items/:item',
      ]),
    );
    expect(new Set(listed).size).toBe(listed.length);
  });
}

async function endpointOf(app: AdapterContext, path: string): Promise<string | undefined> {
  app.observer.reset();
  await send(app.port, path);
  return (await app.observer.settled(1))[0]?.name;
}
