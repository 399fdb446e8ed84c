import { afterEach, expect, it } from 'vitest';
import { type AppProcess, eventually, pause, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import {
  type HistogramPoint,
  type Metric,
  OtlpReceiver,
  type ReceivedPush,
  valuesOf,
} from '../support/otlp-receiver.ts';

const SERVED = { '/users/1': 40, '/fast': 60, '/broken': 7, '/missing': 9, '/no/such/page': 5 };

let receiver: OtlpReceiver | null = null;
afterEach(async () => {
  await receiver?.stop();
  receiver = null;
});

async function start(answers: readonly number[], database = `sqlite:///${temporaryFolder()}/nmd.db`): Promise<Started> {
  receiver ??= await OtlpReceiver.start(answers);
  const app = await startApp('five-routes.mjs', {
    NMD_DATABASE: database,
    NMD_VERSION: '1.2.3',
    NMD_OPEN_TELEMETRY_ENDPOINT: receiver.url,
    NMD_OPEN_TELEMETRY_HEADERS: '{"x-api-key": "s3cret"}',
    NMD_OPEN_TELEMETRY_INTERVAL_MILLIS: '1000',
    NMD_OPEN_TELEMETRY_SERVICE_NAME: 'shop',
  });
  const dashboard = new DashboardClient(app.url);
  await eventually('signing in', () => dashboard.login());
  return { app, dashboard, receiver };
}

interface Started {
  readonly app: AppProcess;
  readonly dashboard: DashboardClient;
  readonly receiver: OtlpReceiver;
}

async function serve({ url }: AppProcess): Promise<void> {
  for (const [path, count] of Object.entries(SERVED))
    await Promise.all(Array.from({ length: count }, async () => (await fetch(url + path)).arrayBuffer()));
  await (await fetch(`${url}/own-log`)).arrayBuffer();
}

function metricOf({ decoded }: ReceivedPush, name: string): Metric | undefined {
  return decoded.resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .find((metric) => metric.name === name);
}

function durations(push: ReceivedPush): readonly HistogramPoint[] {
  return metricOf(push, 'http.server.request.duration')?.histogram?.dataPoints ?? [];
}

function counts(push: ReceivedPush): Readonly<Record<string, number>> {
  return Object.fromEntries(
    durations(push).map(({ attributes, count }) => {
      const { 'http.request.method': method, 'http.route': route, ...others } = valuesOf(attributes);
      const error = others['error.type'] === undefined ? '' : ` ${others['error.type']}`;
      return [`${method} ${route} ${others['http.response.status_code']}${error}`, Number(count)];
    }),
  );
}

it('pushes a histogram of every endpoint and status as the semantic conventions have it, with exact counts', async () => {
  const { app, receiver } = await start([]);
  await serve(app);
  const push = await eventually('all is pushed', async () =>
    receiver.received.find((each) => Object.values(counts(each)).reduce((sum, count) => sum + count, 0) >= 121),
  );
  expect(counts(push)).toEqual({
    'GET /users/:id 200': 40,
    'GET /fast 200': 60,
    'GET /broken 500 500': 7,
    'GET /missing 404': 9,
    '_OTHER undefined 404': 5,
  });
  expect([push.path, push.headers['content-type'], push.headers['x-api-key']]).toEqual([
    ...['/v1/metrics', 'application/json', 's3cret'],
  ]);
  // Nothing was lost on the way through OpenTelemetry's own definitions.
  const { resourceMetrics } = push.sent;
  expect(push.decoded.resourceMetrics).toEqual(
    JSON.parse(
      JSON.stringify(resourceMetrics).replaceAll(
        '"aggregationTemporality":2',
        '"aggregationTemporality":"AGGREGATION_TEMPORALITY_CUMULATIVE"',
      ),
      // Empty lists are not there in the binary form.
      (_key, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value),
    ),
  );
  expect(valuesOf(resourceMetrics[0]?.resource.attributes ?? [])).toEqual({
    ...{ 'service.name': 'shop', 'service.version': '1.2.3' },
  });
  for (const { bucketCounts, explicitBounds, count, sum, startTimeUnixNano, timeUnixNano } of durations(push)) {
    expect(bucketCounts).toHaveLength(explicitBounds.length + 1);
    expect(bucketCounts.reduce((total, each) => total + Number(each), 0)).toBe(Number(count));
    expect(sum).toBeGreaterThan(0);
    expect(BigInt(timeUnixNano)).toBeGreaterThan(BigInt(startTimeUnixNano));
  }
});

it('goes on after a receiver that refused, with all that it missed, and says so in the status', async () => {
  const { app, dashboard, receiver } = await start([503, 429]);
  await serve(app);
  const status = await eventually('a push goes well', async () => {
    const { openTelemetry } = await dashboard.status();
    return openTelemetry !== null && openTelemetry.pushes > 0 ? openTelemetry : undefined;
  });
  expect(status).toMatchObject({ failures: 2, error: null, lastAt: expect.any(String) });
  const last = receiver.received.at(-1) as ReceivedPush;
  expect(counts(last)).toMatchObject({ 'GET /fast 200': 60, 'GET /missing 404': 9 });
  expect(app.output()).toMatch(/metrics could not be pushed by OpenTelemetry: the receiver answered 503/);
  expect(app.output()).not.toContain('s3cret');
});

it('is done by one process of all that share the database', async () => {
  const database = `sqlite:///${temporaryFolder()}/nmd.db`;
  const first = await start([], database);
  const second = await start([], database);
  await serve(first.app);
  await serve(second.app);
  const both = await eventually('both are pushed', async () =>
    first.receiver.received.find((each) => counts(each)['GET /fast 200'] === 120),
  );
  expect(both).toBeDefined();
  await pause(2000);
  const statuses = await Promise.all([first, second].map(({ dashboard }) => dashboard.status()));
  expect(statuses.filter(({ openTelemetry }) => (openTelemetry?.pushes ?? 0) > 0)).toHaveLength(1);
});
