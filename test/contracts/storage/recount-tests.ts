import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIMENSIONS, type MetricsQuery, type MetricsRow, TIME_STEPS } from '../../../src/model/metrics-query.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { batchOf, ORDERS, USERS } from './examples.ts';
import { openStorages } from './open-storages.ts';
import { type KnownRequest, recount } from './recount.ts';
import type { StorageContext, StorageHarness } from './storage-context.ts';

/** Four days around Berlin's change of clocks. */
const FROM = Date.parse('2026-03-27T20:00Z');
const TO = Date.parse('2026-03-31T04:00Z');
const PERCENTILE_ERROR = 0.01;
const INSTANCES = ['host-1', 'host-2'] as const;

const example = fc.record({
  endpoint: fc.constantFrom(USERS, ORDERS),
  time: fc.integer({ min: FROM, max: TO }),
  duration: fc.oneof(fc.integer({ min: 0, max: 3e7 }), fc.constant(5e3)).map((micros) => micros / 1000),
  statusCode: fc.constantFrom(200, 201, 404, 500),
  group: fc.constantFrom('ann', 'bob', undefined),
  ip: fc.constantFrom('::1', undefined),
  version: fc.constantFrom('1', '2'),
  instance: fc.constantFrom(...INSTANCES),
});
const EXACT = ['requests', 'errors', 'max'] as const;
const batches = fc.array(fc.array(example, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 });

const range = fc
  .tuple(fc.integer({ min: FROM, max: TO }), fc.integer({ min: FROM, max: TO }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const query = fc.record({
  // With a percentile sketches are merged, without one the database adds up; without extremes, days are made of others.
  metrics: fc.constantFrom(
    [...EXACT, 'sum', 'p95'] as const,
    [...EXACT, 'sum'] as const,
    ['requests', 'errors', 'sum', 'p95'] as const,
    ['requests', 'errors', 'sum'] as const,
  ),
  dimensions: fc.subarray([...DIMENSIONS], { maxLength: 3 }),
  range: fc.oneof(range, fc.constant({ from: 0, to: TO + 1 })),
  filters: fc.oneof(
    fc.constant({}),
    fc.record({ version: fc.constantFrom(['1'], ['2', '3']), statusCode: fc.constantFrom([404, 500], [200]) }),
    fc.record({ group: fc.constantFrom(['ann', 'carl'], ['']) }),
    // Ids are given in the order of their first batch.
    fc.record({ instance: fc.constantFrom(['1'], ['1', '2'], ['9']) }),
  ),
  timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York'),
  step: fc.constantFrom(...TIME_STEPS),
  limit: fc.constant(100_000),
});
const queries = fc.array(query, { minLength: 10, maxLength: 10 });

export function recountTests(harness: StorageHarness): void {
  /** For any requests and questions, each time on storage of its own. */
  const forAny = (check: (context: StorageContext, parts: Parts, asked: Asked) => Promise<void>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(batches, queries, async (parts, asked) => {
        const context = await openStorages(harness);
        try {
          context.clock.time = TO;
          await check(context, parts, asked);
        } finally {
          await context.closeAll();
        }
      }),
      { numRuns: 15 },
    );

  describe('rollups', () => {
    test('equal a recount of the raw requests, for any question, also after a rebuild', { timeout: 240_000 }, () =>
      forAny(async (context, parts, asked) => {
        const known = await store(context, parts);
        for (const each of asked) await expectRecount(context.storage, each, known);
        await context.storage.rebuildRollups({ from: 0, to: TO + 86_400_000 });
        for (const each of asked) await expectRecount(context.storage, each, known);
      }),
    );

    test(
      'equal a recount to questions asked before, when more came late, by another process, and an endpoint went',
      {
        timeout: 240_000,
      },
      () =>
        forAny(async (context, parts, asked) => {
          const half = Math.ceil(parts.length / 2);
          const known = await store(context, parts.slice(0, half));
          await fold(context, context.storage);
          for (const each of asked) await expectRecount(context.storage, each, known);
          const other = { ...context, storage: await context.openAnother() };
          const all = [...known, ...(await store(other, parts.slice(half), half))];
          for (const each of asked) await expectRecount(context.storage, each, all);
          await fold(context, other.storage);
          for (const each of asked) await expectRecount(context.storage, each, all);
          const removed = all[0]?.endpointId ?? 0;
          await other.storage.removeEndpoint(removed);
          const rest = all.filter(({ endpointId }) => endpointId !== removed);
          for (const each of asked) await expectRecount(context.storage, each, rest);
        }),
    );
  });
}

/** All that waits. */
async function fold({ clock }: StorageContext, storage: Storage): Promise<void> {
  clock.time += 3_600_000;
  await storage.fold();
}

type Parts = typeof batches extends fc.Arbitrary<infer Value> ? Value : never;
type Asked = typeof queries extends fc.Arbitrary<infer Value> ? Value : never;
type Example = typeof example extends fc.Arbitrary<infer Value> ? Value : never;

async function store(
  { storage, clock }: StorageContext,
  parts: readonly (readonly Example[])[],
  partsBefore = 0,
): Promise<readonly KnownRequest[]> {
  let sequence = 1 + 4 * partsBefore;
  for (const part of parts) {
    // Time passes before some of the writes: those requests are folded into rollups, the others wait.
    if (part.length % 2 === 0) clock.time += 60_000;
    for (const version of ['1', '2']) {
      for (const instance of INSTANCES) {
        const requests = part
          .filter((each) => each.version === version && each.instance === instance)
          .map(({ group, ip, ...rest }) => ({
            ...rest,
            ...(group === undefined ? {} : { group }),
            ...(ip === undefined ? {} : { ip }),
          }));
        await storage.write([batchOf(requests, { instance, version, sequence: sequence++ })]);
      }
    }
  }
  const endpoints = await storage.listEndpoints();
  return parts.flat().map(({ group, ip, ...rest }) => ({
    ...rest,
    instanceId: INSTANCES.indexOf(rest.instance) + 1,
    endpointId: endpoints.find(({ route }) => route === rest.endpoint.route)?.id ?? 0,
    ...(group === undefined ? {} : { group }),
    ...(ip === undefined ? {} : { ip }),
  }));
}

async function expectRecount(storage: Storage, asked: MetricsQuery, known: readonly KnownRequest[]): Promise<void> {
  const actual = sorted(await storage.queryMetrics(asked), asked);
  const expected = sorted(recount(known, asked), asked);
  const exactPart = (row: MetricsRow): unknown =>
    Object.fromEntries(Object.entries(row).filter(([name]) => isExact(name, asked)));
  expect(actual.map(exactPart)).toEqual(expected.map(exactPart));
  for (const [index, row] of actual.entries()) {
    const exact = Number(expected[index]?.p95);
    if (row.p95 !== undefined)
      expect(Math.abs(Number(row.p95) - exact)).toBeLessThanOrEqual(exact * PERCENTILE_ERROR + 1e-9);
    expect(Math.abs(Number(row.sum) - Number(expected[index]?.sum))).toBeLessThan(1e-6);
  }
}

/** Sums have rounding errors, percentiles a larger one. */
function isExact(name: string, { metrics, dimensions }: MetricsQuery): boolean {
  const asked: readonly string[] = [...metrics, ...dimensions];
  return asked.includes(name) && name !== 'sum' && name !== 'p95';
}

function sorted(rows: readonly MetricsRow[], { dimensions }: MetricsQuery): readonly MetricsRow[] {
  const nameOf = (row: MetricsRow): string => JSON.stringify(dimensions.map((dimension) => row[dimension]));
  return [...rows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
