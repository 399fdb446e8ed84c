import type { Express, RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { send } from '../contracts/adapter/http-client.ts';
import { EXPRESS_MAJORS, fail, MonitoredExpress, ok } from './monitored-express.ts';

describe.each(EXPRESS_MAJORS)('the route templates of Express $major', ({ major, express }) => {
  let monitored: MonitoredExpress;
  let app: Express;

  beforeEach(() => {
    monitored = new MonitoredExpress(express);
    app = monitored.app;
  });

  afterEach(() => monitored.close());

  test('app.route and app.all', async () => {
    app.route('/books/:isbn').get(ok).put(ok);
    app.all('/any/:thing', ok);
    expect(await monitored.endpointOf('/books/1', 'PUT')).toBe('PUT /books/:isbn');
    expect(await monitored.endpointOf('/any/1', 'PATCH')).toBe('PATCH /any/:thing');
  });

  test('a router mounted at several places, one of them later', async () => {
    const users = monitored.router((it) => it.get('/users/:id', ok));
    app.use('/v1', users);
    expect(await monitored.endpointsOf('/v1/users/1')).toEqual(['GET /v1/users/:id']);
    app.use('/v2', users);
    app.use('/tenants/:tenant', users);
    expect(await monitored.endpointsOf('/v2/users/1', '/v1/users/1', '/tenants/a/users/1')).toEqual([
      'GET /v2/users/:id',
      'GET /v1/users/:id',
      'GET /tenants/:tenant/users/:id',
    ]);
  });

  test('an error of a router mounted at several places', async () => {
    const failing = monitored.router((it) => it.get('/x/:id', fail));
    app.use(failing);
    app.use('/v1', failing);
    app.use('/:tenant/v2', failing);
    expect(await monitored.endpointsOf('/v1/x/1', '/x/1', '/a/v2/x/1')).toEqual([
      'GET /v1/x/:id',
      'GET /x/:id',
      'GET /:tenant/v2/x/:id',
    ]);
  });

  test('a router mounted in itself', async () => {
    const tree = monitored.router((it) => it.get('/leaf', ok));
    tree.use('/branch', tree);
    app.use('/tree', tree);
    expect(await monitored.endpointsOf('/tree/leaf', '/tree/branch/leaf')).toEqual(Array(2).fill('GET /tree/leaf'));
  });

  test('a list of mount paths, and of both mount and route paths', async () => {
    app.use(
      ['/a', '/b/:b'],
      monitored.router((it) => it.get(['/x', '/y/:y'], ok)),
    );
    expect(await monitored.endpointsOf('/a/x', '/a/y/1', '/b/1/x', '/b/1/y/2')).toEqual([
      'GET /a/x',
      'GET /a/y/:y',
      'GET /b/:b/x',
      'GET /b/:b/y/:y',
    ]);
  });

  test('regular expressions for mounts and in lists', async () => {
    app.use(
      /^\/r\d+/,
      monitored.router((it) => it.get('/x', ok)),
    );
    app.get(['/plain', /^\/(a|b)\/end$/i], ok);
    expect(await monitored.endpointsOf('/r12/x', '/plain', '/B/end')).toEqual([
      'GET /^\\/r\\d+/x',
      'GET /plain',
      'GET /^\\/(a|b)\\/end$/i',
    ]);
  });

  test('parameters that are parts of a segment', async () => {
    app.use(
      '/v:version/:from-:to',
      monitored.router((it) => it.get('/:name.json', ok)),
    );
    expect(await monitored.endpointOf('/v2/a-b/c.json')).toBe('GET /v:version/:from-:to/:name.json');
  });

  test('the same parameter value in several places', async () => {
    app.use(
      '/a/:x/:y',
      monitored.router((it) => it.get('/a/:z', ok)),
    );
    expect(await monitored.endpointOf('/a/a/a/a/a')).toBe('GET /a/:x/:y/a/:z');
  });

  test('merged parameters', async () => {
    app.use(
      '/a/:x',
      monitored.router((it) =>
        it.use(
          '/b/:y',
          monitored.router((inner) => inner.get('/c/:z', ok), { mergeParams: true }),
        ),
      ),
    );
    expect(await monitored.endpointOf('/a/1/b/2/c/3')).toBe('GET /a/:x/b/:y/c/:z');
  });

  test('case and trailing slashes do not make endpoints', async () => {
    app.use(
      '/Api',
      monitored.router((it) => it.get('/Users/:id', ok)),
    );
    app.use('/Static', ok);
    expect(await monitored.endpointsOf('/api/users/1', '/API/USERS/1/', '/Api/Users/X')).toEqual(
      Array(3).fill('GET /Api/Users/:id'),
    );
    expect(await monitored.endpointsOf('/static/x', '/STATIC/y', '/Static')).toEqual(Array(3).fill('GET /Static/*'));
  });

  test('case-sensitive and strict routing, enabled after bind', async () => {
    app.enable('case sensitive routing').enable('strict routing');
    app.get('/Users', ok);
    app.get('/users', ok);
    app.get('/users/', ok);
    app.use(
      '/teams',
      monitored.router((it) => it.get('/', ok), { strict: true }),
    );
    expect(await monitored.endpointsOf('/Users', '/users', '/users/', '/USERS')).toEqual([
      'GET /Users',
      'GET /users',
      'GET /users/',
      '(unmatched)',
    ]);
    expect(await monitored.endpointOf('/teams/')).toBe('GET /teams/');
  });

  test('middleware that rewrites the URL', async () => {
    app.use((request, _response, next) => {
      request.url = request.url.replace(/^\/old/, '/new');
      next();
    });
    const things = monitored.router((it) => it.get('/things/:id', ok).get('/fails/:id', fail));
    app.use('/new', things);
    app.use('/newer/:x', things);
    expect(await monitored.endpointsOf('/old/things/1', '/old/fails/1', '/older/1/things/2')).toEqual([
      'GET /new/things/:id',
      'GET /new/fails/:id',
      'GET /newer/:x/things/:id',
    ]);
  });

  test('a handler that rewrites the URL after the match, as proxies do', async () => {
    const proxy: RequestHandler = (request, response) => {
      request.url = '/upstream/path';
      response.end();
    };
    app.use(
      '/a/:x',
      monitored.router((it) => it.get('/y/:y', proxy)),
    );
    const twice = monitored.router((it) => it.get('/z', proxy));
    app.use('/b/:b', twice);
    app.use('/c/:c', twice);
    app.use('/p', proxy);
    expect(await monitored.endpointsOf('/a/1/y/2', '/c/1/z', '/p/things')).toEqual([
      'GET /a/:x/y/:y',
      'GET /c/:c/z',
      'GET /p/*',
    ]);
  });

  test('an expression that would cut a segment in two is no mount for a path', async () => {
    const failing = monitored.router((it) => it.get(/.*/, fail));
    app.use(/^\/pre/, failing);
    app.use('/prefix', failing);
    expect(await monitored.endpointsOf('/prefix/x')).toEqual(['GET /prefix/.*/']);
  });

  test('middleware below a mount, and middleware for everything', async () => {
    app.use('/graphql', ok);
    app.use('/tenants/:tenant/files', ok);
    app.use(
      '/api',
      monitored.router((it) => it.use('/inner', ok).use(ok)),
    );
    expect(
      await monitored.endpointsOf(
        '/graphql',
        '/graphql/x/1',
        '/tenants/1/files/2',
        '/api/inner/1',
        '/api/other',
        '/else',
      ),
    ).toEqual([
      'GET /graphql/*',
      'GET /graphql/*',
      'GET /tenants/:tenant/files/*',
      'GET /api/inner/*',
      'GET /api/*',
      '(unmatched)',
    ]);
    app.use(ok);
    expect(await monitored.endpointOf('/else')).toBe('(unmatched)');
  });

  test('middleware at one path, one of them with a parameter', async () => {
    app.use('/:tenant', (request, response, next) => (request.params['tenant'] === 'own' ? response.end() : next()));
    app.use('/graphql', ok);
    expect(await monitored.endpointsOf('/own', '/graphql')).toEqual(['GET /:tenant/*', 'GET /graphql/*']);
  });

  test('a route whose handler passes the request on', async () => {
    app.get('/users/:id', (_request, _response, next) => next());
    app.get('/users/me', ok);
    app.get('/lost/:id', (_request, _response, next) => next());
    expect(await monitored.endpointsOf('/users/me', '/lost/1')).toEqual(['GET /users/me', 'GET /lost/:id']);
  });

  test('wildcards, groups and odd paths stay as they are written', async () => {
    const rest = major === 4 ? '*' : '*rest';
    const optional = major === 4 ? '/opt/:a?' : '/opt{/:a}';
    app.get(optional, ok);
    app.use(
      `/mount${major === 4 ? '/:a?' : '{/:a}'}`,
      monitored.router((it) => it.get('/end', ok)),
    );
    app.use(
      '/all',
      monitored.router((it) => it.get(major === 4 ? '*' : '/*rest', ok)),
    );
    app.get(`/${rest}`, ok);
    expect(await monitored.endpointsOf('/opt', '/opt/1', '/mount/x/end', '/all/x/y', '/what/ever')).toEqual([
      `GET ${optional}`,
      `GET ${optional}`,
      `GET /mount${major === 4 ? '/:a?' : '{/:a}'}/end`,
      `GET /all/${rest}`,
      `GET /${rest}`,
    ]);
  });

  test('many distinct URLs make no more endpoints', async () => {
    app.use(
      '/Users/:id',
      monitored.router((it) => it.get('/posts/:post', ok)),
    );
    app.use('/files', ok);
    const port = await monitored.port();
    monitored.observer.reset();
    for (let index = 0; index < 500; index++) {
      const cased = index % 2 === 0 ? 'users' : 'USERS';
      await send(port, `/${cased}/${index}/posts/${index}?${index}`);
      await send(port, `/files/${index}`);
      await send(port, `/scan-${index}`);
    }
    const outcomes = await monitored.observer.settled(1500);
    expect(new Set(outcomes.map(({ endpoint }) => endpoint)).size).toBe(3);
  });
});
