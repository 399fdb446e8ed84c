import type { Express, RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExpressAdapter } from '../../src/adapters/express/express-adapter.ts';
import { answerError, EXPRESS_MAJORS, fail, MonitoredExpress, ok } from './monitored-express.ts';

describe.each(EXPRESS_MAJORS)('the apps inside and around an app of Express $major', ({ express }) => {
  let monitored: MonitoredExpress;
  let app: Express;

  beforeEach(() => {
    monitored = new MonitoredExpress(express);
    app = monitored.app;
  });

  afterEach(() => monitored.close());

  test('listing the routes does not settle how the app will route', async () => {
    const late = monitored.createApp();
    const adapter = createExpressAdapter(late);
    expect(adapter.listEndpoints()).toEqual([]);
    late.enable('case sensitive routing');
    late.get('/Late', ok);
    expect(adapter.listEndpoints()).toEqual([{ method: 'GET', route: '/Late' }]);
    app.use(late);
    expect(await monitored.endpointsOf('/late')).toEqual(['(unmatched)']);
  });

  test('a request that the app sends through itself again is reported once', async () => {
    app.get('/again', (request, response) => {
      request.url = '/json';
      (app as unknown as { handle: RequestHandler }).handle(request, response, () => undefined);
    });
    app.get('/json', ok);
    expect(await monitored.endpointOf('/again')).toBe('GET /json');
  });

  test('sub-apps: nested, below parameters, in lists, at two places', async () => {
    const inner = monitored.createApp();
    inner.get('/z/:z', ok);
    inner.use(
      '/deep/:d',
      monitored.router((it) => it.get('/e/:e', ok)),
    );
    const outer = monitored.createApp();
    outer.get('/x/:x', ok);
    outer.use('/inner/:i', inner);
    app.use('/outer/:o', outer);
    app.use(['/p', '/q'], (() => monitored.createApp().get('/x/:x', ok))());
    const twice = monitored.createApp().get('/t/:t', ok);
    app.use('/one', twice);
    app.use('/two', twice);
    expect(await monitored.endpointsOf('/outer/1/inner/2/deep/3/e/4', '/outer/1/inner/2/z/3', '/outer/1/x/2')).toEqual([
      'GET /outer/:o/inner/:i/deep/:d/e/:e',
      'GET /outer/:o/inner/:i/z/:z',
      'GET /outer/:o/x/:x',
    ]);
    expect(await monitored.endpointsOf('/p/x/1', '/q/x/1', '/one/t/1', '/two/t/1')).toEqual([
      'GET /p/x/:x',
      'GET /q/x/:x',
      'GET /one/t/:t',
      'GET /two/t/:t',
    ]);
  });

  test('the first request of a sub-app is an error that the parent answers', async () => {
    const shop = monitored.createApp();
    shop.get('/cart/:id', fail);
    shop.use(
      '/items',
      monitored.router((it) => it.get('/:item/fail', fail).get('/:item', ok)),
    );
    app.use('/shop/:shop', shop);
    app.use(answerError);
    expect(await monitored.endpointsOf('/shop/1/cart/2', '/shop/1/items/3/fail')).toEqual([
      'GET /shop/:shop/cart/:id',
      'GET /shop/:shop/*/:item/fail',
    ]);
    expect(await monitored.endpointsOf('/shop/1/items/3', '/shop/1/items/3/fail')).toEqual([
      'GET /shop/:shop/items/:item',
      'GET /shop/:shop/items/:item/fail',
    ]);
  });

  test('a router behind a function', async () => {
    const hidden = monitored.router((it) =>
      it
        .get('/x/:x', ok)
        .get('/fail/:x', fail)
        .use(
          '/deeper/:d',
          monitored.router((d) => d.get('/y', ok)),
        ),
    );
    app.use('/lazy/:l', (request, response, next) => hidden(request, response, next));
    expect(await monitored.endpointsOf('/lazy/1/x/2', '/lazy/1/fail/2', '/lazy/1/deeper/2/y')).toEqual([
      'GET /lazy/:l/x/:x',
      'GET /lazy/:l/fail/:x',
      'GET /lazy/:l/*/y',
    ]);
  });

  test('routers made for each request do not add up', async () => {
    app.use('/each/:n', (request, response, next) =>
      monitored.router((it) => it.get('/x/:x', ok))(request, response, next),
    );
    expect(await monitored.endpointsOf('/each/1/x/1', '/each/2/x/2')).toEqual(Array(2).fill('GET /each/:n/x/:x'));
  });

  test('an app mounted below another one, which is not monitored', async () => {
    const parent = monitored.createApp();
    parent.all(/.*/, (_request, _response, next) => next());
    parent.use('/admin/:area', app);
    app.get('/users/:id', ok);
    app.get('/fail/:id', fail);
    app.use('/mw', ok);
    app.use(
      '/sub/:s',
      monitored.router((it) => it.get('/x', ok)),
    );
    parent.use(answerError);
    monitored.serveThrough(parent);
    expect(
      await monitored.endpointsOf(
        '/admin/1/users/2',
        '/admin/1/fail/2',
        '/admin/1/mw/2',
        '/admin/1/sub/2/x',
        '/admin/1/nope',
      ),
    ).toEqual([
      'GET /admin/:area/users/:id',
      'GET /admin/:area/fail/:id',
      'GET /admin/:area/mw/*',
      'GET /admin/:area/sub/:s/x',
      '(unmatched)',
    ]);
    await monitored.endpointOf('/admin/7/users/1?q');
    expect(monitored.observer.started).toEqual(['/users/1']);
  });

  test('an app in a router of another one is named from its own root', async () => {
    const parent = monitored.createApp();
    parent.use(monitored.router((it) => it.use('/tenants/:t', app as unknown as RequestHandler)));
    app.get('/users/:id', ok);
    monitored.serveThrough(parent);
    expect(await monitored.endpointsOf('/tenants/1/users/2')).toEqual(['GET /users/:id']);
  });
});
