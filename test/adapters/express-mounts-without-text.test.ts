import express, { type Router } from 'express';
import createRouter from 'router-v2.2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MonitoredExpress, ok } from './monitored-express.ts';

/** Express 5 came with such routers until 2026: of a mount's path they keep a matching function only. */
describe('the mounts of a router before 2.3', () => {
  let monitored: MonitoredExpress;
  let old: Router;

  beforeEach(() => {
    monitored = new MonitoredExpress(express);
    old = createRouter();
    monitored.app.use(old);
  });

  afterEach(() => monitored.close());

  function mount(path: string | string[]): void {
    const inner = createRouter();
    inner.get('/end/:last', ok);
    old.use(path, inner);
  }

  test.each([
    ['/users', '/users/end/1', '/users'],
    ['/users/:id', '/users/7/end/1', '/users/:id'],
    ['/users/:id/', '/users/7/end/1', '/users/:id'],
    ['/:a/:b', '/x/x/end/1', '/:a/:b'],
    ['/a/:a', '/a/a/end/1', '/a/:a'],
    ['/v:version/:from-:to', '/v2/b-c/end/1', '/v:version/:from-:to'],
    ['/files/*path/of', '/files/x/y/of/end/1', '/files/*path/of'],
    ['/users/:id', '/users/%C3%A9%20x/end/1', '/users/:id'],
    ['/users/:id', '/users/%c3%a9/end/1', '/users/:id'],
    ['/users/:id', '/users/%61/end/1', '/:id'],
  ])('%s, requested as %s', async (path, url, template) => {
    mount(path);
    expect(await monitored.endpointOf(url)).toBe(`GET ${template}/end/:last`);
  });

  test('a template found once holds for all requests', async () => {
    mount('/Users/:id');
    expect(await monitored.endpointsOf('/Users/1/end/1', '/USERS/2/end/1')).toEqual(
      Array(2).fill('GET /Users/:id/end/:last'),
    );
  });

  test('optional parts and lists of paths', async () => {
    mount('/docs{/:page}/of');
    mount(['/p', '/q/:q']);
    expect(await monitored.endpointsOf('/docs/of/end/1', '/docs/intro/of/end/1', '/p/end/1', '/q/1/end/1')).toEqual([
      'GET /docs/of/end/:last',
      'GET /docs/:page/of/end/:last',
      'GET /p/end/:last',
      'GET /q/:q/end/:last',
    ]);
  });

  test('middleware below a parameter', async () => {
    const inner = createRouter();
    inner.use('/inner', ok);
    old.use('/api', inner);
    old.use('/tenants/:tenant/files', ok);
    expect(await monitored.endpointOf('/api/inner/x')).toBe('GET /api/inner/*');
    expect(await monitored.endpointsOf('/tenants/1/files/a', '/tenants/2/files/b')).toEqual(
      Array(2).fill('GET /tenants/:tenant/files/*'),
    );
  });
});
