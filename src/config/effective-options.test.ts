import { expect, test } from 'vitest';
import { effectiveOptions } from './effective-options.ts';
import { OPTION_KEYS } from './option-definitions.ts';
import type { DashboardOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';

function shown(options: DashboardOptions, environment: NodeJS.ProcessEnv = {}) {
  const effective = effectiveOptions(resolveOptions(options, environment, '/'));
  return Object.fromEntries(effective.map(({ name, value, origin }) => [name, [value, origin]]));
}

test('shows each option with where it comes from', () => {
  const all = shown({ link: 'x', exclude: ['/a', /b/, () => true] }, { NMD_RETENTION_REQUEST_DAYS: '3' });
  expect(all).toMatchObject({
    link: ['x', 'code'],
    exclude: [['/a', '/b/', '(function)'], 'code'],
    'retention.requestDays': [3, 'environment'],
    'outliers.perMinute': [10, 'default'],
    monitorLevel: [1, 'default'],
    securityToken: [null, 'default'],
    groupBy: [null, 'default'],
  });
  expect(Object.keys(all)).toHaveLength(OPTION_KEYS.length - 2);
});

test('survives the way to the worker', () => {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const options = resolveOptions({ logger, groupBy: () => 1, colors: { '/a': '#010203' } }, {}, '/');
  const effective = effectiveOptions(options as never);
  expect(structuredClone(effective)).toEqual(effective);
  expect(effective).toContainEqual({ name: 'colors', value: { '/a': 'rgb(1, 2, 3)' }, origin: 'code' });
});

test('shows where metrics are pushed to, without what may be secret', () => {
  const openTelemetry = { endpoint: 'https://collector.example/v1/metrics?key=s3cret', headers: { 'x-key': 's3cret' } };
  const all = shown({ openTelemetry });
  expect(all).toMatchObject({
    'openTelemetry.endpoint': ['https://collector.example/v1/metrics', 'code'],
    'openTelemetry.headers': ['(hidden)', 'code'],
    'openTelemetry.intervalMillis': [60_000, 'default'],
  });
  expect(JSON.stringify(all)).not.toMatch(/s3cret/);
});

test.each([
  ['postgresql://ann:s3cr%40t@db.example:5432/shop?sslpassword=s3cr@t', 'postgresql://db.example:5432/shop'],
  ['mysql+pymysql://ann:s3cret@h/shop', 'mysql+pymysql://h/shop'],
  ['sqlite:////var/lib/app.db', 'sqlite:////var/lib/app.db'],
])('shows no secret: %s', (database, expected) => {
  const secrets = { username: 'ann', password: 's3cr@t', securityToken: 's3cr@t' };
  const all = shown({ ...secrets, database });
  expect(all).toMatchObject({
    database: [expected, 'code'],
    password: ['(hidden)', 'code'],
    securityToken: ['(hidden)', 'code'],
  });
  expect(JSON.stringify(all)).not.toMatch(/s3cr/);
});
