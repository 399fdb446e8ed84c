import { describe, expect, it, test } from 'vitest';
import type { DashboardOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';

function openTelemetry(options: DashboardOptions['openTelemetry'], environment: NodeJS.ProcessEnv = {}) {
  return resolveOptions(options === undefined ? {} : { openTelemetry: options }, environment, '/').openTelemetry;
}

test('nothing is pushed unless somebody says where to', () => {
  expect(openTelemetry(undefined, { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://localhost:4318' })).toEqual({
    ...{ endpoint: null, headers: {}, intervalMillis: 60_000, serviceName: 'unknown_service:node' },
  });
});

test('all of it can come from the environment, and a path is added where there is none', () => {
  const environment = {
    NMD_OPEN_TELEMETRY_ENDPOINT: 'http://collector:4318',
    NMD_OPEN_TELEMETRY_HEADERS: '{"x-api-key": "k"}',
    NMD_OPEN_TELEMETRY_INTERVAL_MILLIS: '5000',
    NMD_OPEN_TELEMETRY_SERVICE_NAME: 'shop',
  };
  expect(openTelemetry(undefined, environment)).toEqual({
    ...{ endpoint: 'http://collector:4318/v1/metrics', headers: { 'x-api-key': 'k' }, intervalMillis: 5000 },
    serviceName: 'shop',
  });
  expect(openTelemetry({ endpoint: 'https://example/otlp/x?y=1' }).endpoint).toBe('https://example/otlp/x?y=1');
});

describe('problems', () => {
  it.each([
    [{ endpoint: 'collector:4318' }, '"openTelemetry.endpoint": must be a URL that begins with http:// or https://'],
    [{ endpoint: 'http://ann:s3cret@collector' }, 'must not have a user in it'],
    [{ headers: { 'x key': 's3cret' } }, '"openTelemetry.headers"["x key"]: must be values by header name'],
    [{ headers: { key: 's3cret\r\nx: y' } }, 'must be text without line ends'],
    [{ headers: 's3cret' }, 'must be values by header name'],
    [{ intervalMillis: 10 }, 'must be at least 1000'],
    [{ serviceName: '' }, 'must not be empty'],
  ] as [object, string][])('say what is wrong with %j, and repeat no secret', (options, message) => {
    let problem = '';
    try {
      openTelemetry(options);
    } catch (error) {
      problem = String(error);
    }
    expect(problem).toContain(message);
    expect(problem).not.toContain('s3cret');
  });
});
