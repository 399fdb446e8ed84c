import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportAnswer } from '../../src/api/contract.ts';
import { ref } from '../../src/api/openapi/schemas.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, json, problem, START } from '../support/api-harness.ts';
import { recordBatch } from '../support/record-batch.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOWER = { method: 'GET', route: '/slower' };
const FAILING = { method: 'GET', route: '/failing' };
const STEADY = { method: 'GET', route: '/steady' };

let storage: Storage;
let api: ApiHarness;

beforeAll(async () => {
  api = await ApiHarness.inMemory();
  storage = api.context.storage;
  await storage.write([recordBatch(1, '1', requests(START - DAY - 3 * HOUR, { factor: 1, failsEvery: 100 }))]);
  await storage.write([recordBatch(2, '2', requests(START - 3 * HOUR, { factor: 1.5, failsEvery: 10 }))]);
});

afterAll(() => storage.close());

/** 300 of each endpoint within an hour. */
function requests(from: number, { factor, failsEvery }: { factor: number; failsEvery: number }) {
  return Array.from({ length: 300 }, (_, index) => {
    const time = from + index * 12_000;
    const duration = 20 + (index % 17);
    return [
      { endpoint: SLOWER, time, duration: duration * factor },
      { endpoint: FAILING, time, duration, statusCode: index % failsEvery === 0 ? 500 : 200 },
      { endpoint: STEADY, time, duration },
    ];
  }).flat();
}

async function get(query: string): Promise<ApiAnswer> {
  return (await api.signedIn()).get(`/report?${query}`);
}

/** Verdicts on latency, error rate and traffic, by endpoint. */
async function verdicts(query: string): Promise<Record<string, readonly (string | undefined)[]>> {
  const answer = await get(query);
  expect(schemaMismatches(JSON.parse(answer.text), ref('Report'))).toEqual([]);
  return Object.fromEntries(
    json<ReportAnswer>(answer).endpoints.map(({ name, latency, errorRate, traffic }) => [
      name,
      [latency.verdict, errorRate.verdict, traffic?.verdict],
    ]),
  );
}

const EXPECTED = {
  'GET /slower': ['worse', 'no-evidence', 'no-evidence'],
  'GET /failing': ['no-evidence', 'worse', 'no-evidence'],
  'GET /steady': ['no-evidence', 'no-evidence', 'no-evidence'],
};

it.each([
  'period=day',
  'version=2&baselineVersion=1',
  `from=${START - DAY / 2}&baselineFrom=${START - 2 * DAY}&baselineTo=${START - DAY / 2}&to=${START + DAY}`,
])('finds the endpoints that changed, and no others: %s', async (query) => {
  expect(await verdicts(query)).toEqual(EXPECTED);
});

it('asks as Flask-MonitoringDashboard does', async () => {
  expect(await verdicts('method=fmd')).toEqual({
    'GET /slower': ['worse', 'no-evidence', undefined],
    'GET /failing': ['no-evidence', 'worse', undefined],
    'GET /steady': ['no-evidence', 'no-evidence', undefined],
  });
});

it('compares today in the configured zone with as much of yesterday', async () => {
  const { comparison, baseline, timezone } = json<ReportAnswer>(await get('period=day'));
  expect(timezone).toBe('Europe/Amsterdam');
  expect(comparison).toEqual({
    ...{ from: '2026-03-09T23:00:00.000Z', to: '2026-03-10T12:00:00.000Z', version: null, requests: 900 },
  });
  expect(baseline).toMatchObject({ from: '2026-03-08T23:00:00.000Z', to: '2026-03-09T12:00:00.000Z' });
  const week = json<ReportAnswer>(await get('period=week'));
  expect([week.comparison.from, week.baseline.from]).toEqual(['2026-03-08T23:00:00.000Z', '2026-03-01T23:00:00.000Z']);
  const month = json<ReportAnswer>(await get('period=month'));
  expect([month.comparison.from, month.baseline.from]).toEqual([
    '2026-02-28T23:00:00.000Z',
    '2026-01-31T23:00:00.000Z',
  ]);
});

it('refuses questions that are none', async () => {
  for (const query of ['period=year', 'version=1', 'from=5&baselineFrom=1', 'period=day&version=1&baselineVersion=2'])
    expect(problem(await get(query))).toBe('400 invalid-query');
});
