import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROUTES } from './routes.ts';

const documented = readFileSync(new URL('../../docs/reference/api.md', import.meta.url), 'utf8');

test('the reference lists every route with who may call it, and no other', () => {
  const rows = [...documented.matchAll(/^\| `([A-Z]+ \/\S*)` \| (\w+) \|/gm)].map(
    ([, route, role]) => `${route} ${role}`,
  );
  const routes = ROUTES.map(({ method, path, role }) => `${method} ${path} ${role === 'public' ? 'anybody' : role}`);
  expect(rows).toEqual(routes);
});

test('the reference names every query parameter', () => {
  const names = new Set(ROUTES.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  for (const name of names) expect(documented).toContain(`\`${name}\``);
});

test('only admins write, apart from signing in and out and one’s own password', () => {
  const writes = ROUTES.filter(({ method }) => method !== 'GET').map(({ path, role }) => `${path} ${role}`);
  expect(writes).toEqual([
    '/login public',
    '/logout public',
    '/password guest',
    '/users admin',
    '/users/:id admin',
    '/users/:id admin',
    '/endpoints/:id admin',
    '/endpoints/:id admin',
    '/endpoints/:id/merge admin',
    '/regressions/:id admin',
    '/database/prune admin',
    '/database/prune/cancel admin',
    '/tokens admin',
    '/tokens/:id admin',
  ]);
});

test('no API token signs in or out, sees or makes tokens, or changes users', () => {
  const withoutTokens = ROUTES.filter(({ scope }) => scope === null).map(({ method, path }) => `${method} ${path}`);
  expect(withoutTokens.filter((route) => !route.includes('get_json'))).toEqual([
    'POST /login',
    'POST /logout',
    'GET /session',
    'POST /password',
    'POST /users',
    'PATCH /users/:id',
    'DELETE /users/:id',
    'GET /tokens',
    'POST /tokens',
    'DELETE /tokens/:id',
  ]);
});
