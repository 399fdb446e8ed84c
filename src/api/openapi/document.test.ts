import { expect, test } from 'vitest';
import type { ApiSettings } from '../api-context.ts';
import { ROUTES } from '../routes.ts';
import { createOpenapiDocument } from './document.ts';
import type { Operation } from './operation.ts';

const settings: ApiSettings = {
  username: null,
  password: 'never to be shown',
  lockedReason: null,
  loginToken: 'never to be shown',
  securityToken: 'never to be shown',
  colors: {},
  timezone: 'UTC',
  link: 'tools/dashboard',
  packageVersion: '1.2.3',
  codeLinks: { rootFolder: null, urlTemplate: null },
  retention: {
    requestDays: 7,
    detailDays: 30,
    minuteRollupDays: 2,
    quarterHourRollupDays: 90,
    maxDatabaseMegabytes: null,
  },
  options: [{ name: 'link', value: 'dashboard', origin: 'code' }],
};
const document = createOpenapiDocument(ROUTES, settings);
const operations: readonly { name: string; operation: Operation }[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

test('lists exactly the routes of the table', () => {
  const routes = ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(operations.map(({ name }) => name).sort()).toEqual(routes.sort());
  expect(routes).toContain('PATCH /endpoints/{id}');
});

test('refers only to schemas that exist, and leaves none unused', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(refs)].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

test('names every operation once, with its path parameters', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('getEndpointsId');
  for (const { name, operation } of operations) {
    const declared = operation.parameters
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => `{${parameter.name}}`);
    expect(declared, name).toEqual(name.match(/\{\w+\}/g) ?? []);
  }
});

test.each(operations)('$name says how it succeeds and fails', ({ operation }) => {
  const statuses = Object.keys(operation.responses);
  expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
  expect(statuses).toContain('403');
  for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
  expect(operation.security.length > 0).toBe(statuses.includes('401') && operation.operationId !== 'postLogin');
});

test('names the cookie of this dashboard and no secret', () => {
  expect(document.components.securitySchemes['session']).toMatchObject({ name: 'nmd_session_tools_dashboard' });
  expect(JSON.stringify(document)).not.toContain('never to be shown');
});
