import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RecordBatch } from '../../../src/model/record-batch.ts';
import type { DetailsQuery, Storage } from '../../../src/storage/storage.ts';
import { exampleOutlier, exampleProfile, HANDLER, node, PRICE } from '../../support/example-details.ts';
import { type BatchChoice, batchOf, countRequests, EVER, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

type Details = Pick<RecordBatch, 'traced' | 'outliers'>;

function tracedBatch(durations: readonly number[], details: Details, choice: BatchChoice = {}): RecordBatch {
  return {
    ...batchOf(
      durations.map((duration) => request({ duration, statusCode: 201 })),
      choice,
    ),
    ...details,
  };
}

function query(part: Partial<DetailsQuery> = {}): DetailsQuery {
  return {
    endpointId: null,
    range: { from: 0, to: NOW + 100 * 86_400_000 },
    version: null,
    limit: 1000,
    cursor: null,
    ...part,
  };
}

async function requestWith(storage: Storage, durationMillis: number): Promise<number> {
  const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 1000, cursor: null });
  return rows.find((row) => row.durationMillis === durationMillis)?.id ?? Number.NaN;
}

export function detailTests(context: () => StorageContext): void {
  outlierTests(context);
  profileTests(context);
}

function outlierTests(context: () => StorageContext): void {
  describe('outliers', () => {
    test('keep what was seen, before and after their request is stored', async () => {
      const { storage } = context();
      const outlier = exampleOutlier(USERS, { startedAt: NOW, trace: 7, blockedBy: 'GET /report' });
      await storage.write([tracedBatch([], { outliers: [outlier] }, { version: 'a1b2' })]);
      const before = {
        id: expect.any(Number),
        requestId: null,
        endpointId: await endpointId(storage, USERS),
        startedAt: NOW,
        elapsedMillis: 250.5,
        thresholdMillis: 100.25,
        durationMillis: null,
        statusCode: null,
        version: 'a1b2',
        cpuPercents: [12, 100, 0],
        processCpuPercent: 88,
        residentBytes: 123_456_789,
        eventLoopDelayMillis: 12.345,
        blockedBy: 'GET /report',
      };
      const list = await storage.listOutliers(query());
      expect(list).toEqual({ rows: [before], nextCursor: null });
      const id = list.rows[0]?.id ?? 0;

      await storage.write([tracedBatch([1, 3210.5, 2], { traced: [{ row: 1, trace: 7 }] }, { sequence: 2 })]);
      const requestId = await requestWith(storage, 3210.5);
      expect(await storage.readOutlier(id)).toEqual({
        ...before,
        ...{ id, requestId, durationMillis: 3210.5, statusCode: 201 },
        record: outlier,
      });
      expect(await storage.readOutlier(id + 1)).toBeNull();
    });

    test('find their request in the same batch and in an earlier one', async () => {
      const { storage } = context();
      const outliers = [1, 2].map((trace) => exampleOutlier(USERS, { startedAt: NOW, trace }));
      await storage.write([tracedBatch([10], { traced: [{ row: 0, trace: 2 }] })]);
      const traced = [{ row: 1, trace: 1 }];
      await storage.write([tracedBatch([20, 30], { traced, outliers }, { sequence: 2 })]);
      const { rows } = await storage.listOutliers(query());
      expect(new Set(rows.map((row) => row.durationMillis))).toEqual(new Set([30, 10]));
      expect(rows.map((row) => row.requestId).sort()).toEqual(
        [await requestWith(storage, 30), await requestWith(storage, 10)].sort(),
      );
    });

    test('are told apart by instance, and stored once however often they are sent', async () => {
      const { storage } = context();
      const batch = tracedBatch([5], { traced: [{ row: 0, trace: 1 }], outliers: [exampleOutlier(USERS)] });
      const other = { ...batch, instance: 'host-2' };
      await storage.write([batch, other]);
      await storage.write([batch, other]);
      await storage.write([{ ...batch, sequence: 2 }]);
      const { rows } = await storage.listOutliers(query());
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map((row) => row.requestId)).size).toBe(2);
    });

    test('that cannot be stored are counted and take nothing with them', async () => {
      const { storage } = context();
      const unwritable = { ...exampleOutlier(USERS), environment: { A: 1n } as never };
      const sound = exampleOutlier(USERS, { trace: 2 });
      const lost = tracedBatch([5], { outliers: [unwritable, sound], traced: [{ row: 9, trace: 4 }] });
      expect(await storage.write([lost])).toEqual({ requests: 1, replayedBatches: 0, lostOutliers: 1 });
      expect((await storage.listOutliers(query())).rows).toHaveLength(1);
    });

    test('without a place to store them leave requests alone', async () => {
      const { storage, database } = context();
      await database.execute(`drop table ${database.location.tablePrefix}outliers`);
      const outliers = [exampleOutlier({ method: 'GET', route: '/new' })];
      const batch = tracedBatch([5], { outliers, traced: [{ row: 0, trace: 1 }] });
      expect(await storage.write([batch])).toEqual({ requests: 1, replayedBatches: 0, lostOutliers: 1 });
      expect(await countRequests(storage)).toBe(1);
      const again = batchOf([request({ endpoint: { method: 'GET', route: '/new' } })], { sequence: 2 });
      expect(await storage.write([again])).toEqual({ requests: 1, replayedBatches: 0 });
    });

    test('of an endpoint are the newest 500', async () => {
      const { storage } = context();
      const outliers = Array.from({ length: 510 }, (_, at) =>
        exampleOutlier(USERS, { trace: at + 1, startedAt: NOW - at * 1000 }),
      );
      const rare = exampleOutlier(ORDERS, { trace: 1000, startedAt: NOW - 1e9 });
      await storage.write([tracedBatch([], { outliers: [...outliers, rare] })]);
      const id = await endpointId(storage, USERS);
      const { rows } = await storage.listOutliers(query({ endpointId: id }));
      expect(rows).toHaveLength(500);
      expect(rows.at(-1)?.startedAt).toBe(NOW - 499_000);
      expect((await storage.listOutliers(query({ endpointId: await endpointId(storage, ORDERS) }))).rows).toHaveLength(
        1,
      );
    });

    test('come page by page, of a range, an endpoint and a version', async () => {
      const { storage } = context();
      const outliers = Array.from({ length: 25 }, (_, at) =>
        exampleOutlier(at % 5 === 0 ? ORDERS : USERS, { trace: at + 1, startedAt: NOW - (at >> 1) }),
      );
      await storage.write([tracedBatch([], { outliers })]);
      await storage.write([
        tracedBatch([], { outliers: [exampleOutlier(USERS, { trace: 99 })] }, { sequence: 2, version: '2.0' }),
      ]);
      const seen: number[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await storage.listOutliers(query({ limit: 4, cursor, version: '1.0' }));
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
      const orders = await endpointId(storage, ORDERS);
      expect((await storage.listOutliers(query({ endpointId: orders }))).rows).toHaveLength(5);
      expect((await storage.listOutliers(query({ version: 'unknown' }))).rows).toEqual([]);
      expect((await storage.listOutliers(query({ endpointId: 4e12 }))).rows).toEqual([]);
      expect((await storage.listOutliers(query({ range: { from: NOW - 1, to: NOW } }))).rows).toHaveLength(2);
      expect((await storage.listOutliers(query({ cursor: 'nonsense' }))).rows).toEqual([]);
    });

    test('with nonsense from a clock or the system are kept', async () => {
      const { storage } = context();
      const odd = exampleOutlier(USERS);
      const machine = {
        ...odd.machine,
        cpuPercents: [Number.NaN, -5, 1e9],
        processCpuPercent: Number.POSITIVE_INFINITY,
        eventLoopDelayMillis: Number.NaN,
      };
      const outlier = { ...odd, machine, startedAt: Number.NaN, elapsedMillis: -1, thresholdMillis: 1e300 };
      const result = await storage.write([
        tracedBatch([], { outliers: [{ ...outlier, blockedBy: 'x\0'.repeat(5000) }] }),
      ]);
      expect(result).toEqual({ requests: 0, replayedBatches: 0 });
      expect((await storage.listOutliers(query())).rows).toMatchObject([{ cpuPercents: [0, 0, 100] }]);
    });
  });
}

function profileTests(context: () => StorageContext): void {
  describe('profiles', () => {
    test('come back as they were, before and after their request', async () => {
      const { storage } = context();
      const first = exampleProfile(USERS, { trace: 1, startedAt: NOW });
      const second = exampleProfile(USERS, {
        trace: 2,
        startedAt: NOW + 1,
        notes: ['one-line-file'],
        isTruncated: true,
      });
      expect(await storage.writeProfiles([first])).toEqual({ lost: 0 });
      const traced = [1, 2].map((trace) => ({ row: trace, trace }));
      await storage.write([tracedBatch([10, 20, 30], { traced })]);
      await storage.writeProfiles([second, first]);

      const summary = {
        id: expect.any(Number),
        requestId: await requestWith(storage, 20),
        endpointId: await endpointId(storage, USERS),
        startedAt: NOW,
        durationMillis: 100,
        version: '1.0',
        byKind: { cpu: 25, await: 60, queue: 10, gc: 5 },
      };
      const other = { ...summary, requestId: await requestWith(storage, 30), startedAt: NOW + 1 };
      expect(await storage.listProfiles(query())).toEqual({ rows: [other, summary], nextCursor: null });
      expect(await storage.readProfile(summary.requestId)).toEqual({ ...summary, profile: first });
      expect(await storage.readProfile(other.requestId)).toEqual({ ...other, profile: second });
      expect(await storage.readProfile(await requestWith(storage, 10))).toBeNull();
      expect(await storage.latestProfiles(query({ limit: 1 }))).toEqual([second]);
    });

    test('keep their sum when times are rounded', async () => {
      const { storage } = context();
      const third = 1 / 3;
      const nodes = Array.from({ length: 300 }, (_, at) =>
        node(at % 7, at % 2, { self: { cpu: third, await: third } }),
      );
      const durationMillis = 200;
      await storage.writeProfiles([exampleProfile(USERS, { nodes, durationMillis, codeLines: [HANDLER, PRICE] })]);
      const [profile] = await storage.latestProfiles(query());
      const micros = (profile?.nodes ?? []).flatMap(({ self }) => Object.values(self).map((each) => each * 1000));
      expect(micros.every((each) => Math.abs(each - Math.round(each)) < 1e-6)).toBe(true);
      expect(micros.reduce((sum, each) => sum + Math.round(each), 0)).toBe(200_000);
      expect(profile?.nodes.map(({ indent }) => indent)).toEqual(nodes.map(({ indent }) => indent));
    });

    test('store each line of code once, also when several processes do', async () => {
      const { storage, openAnother, database } = context();
      const other = await openAnother();
      const many = (instance: string) =>
        Array.from({ length: 30 }, (_, at) => exampleProfile(USERS, { instance, trace: at + 1 }));
      await Promise.all([storage.writeProfiles(many('a')), other.writeProfiles(many('b'))]);
      expect((await other.listProfiles(query())).rows).toHaveLength(60);
      const table = `${database.location.tablePrefix}code_lines`;
      // Fails if there is a line twice.
      await database.execute(`create table ${table}_twice (place varchar(400) primary key)`);
      await database.execute(`insert into ${table}_twice select concat(line, ' ', file) from ${table}`);
      await database.execute(`drop table ${table}_twice`);
    });

    test('that cannot be stored are counted, alone', async () => {
      const { storage } = context();
      const unwritable = { ...exampleProfile(USERS), notes: [1n] as never };
      // Text that does not get smaller.
      const waitsFor = randomBytes(1_500_000).toString('base64');
      const huge = exampleProfile(USERS, { trace: 2, nodes: [node(0, 0, { self: { await: 1 }, waitsFor })] });
      const sound = exampleProfile(USERS, { trace: 3 });
      expect(await storage.writeProfiles([unwritable, huge, sound])).toEqual({ lost: 2 });
      expect((await storage.listProfiles(query())).rows).toHaveLength(1);
    });

    test('of an endpoint are the newest 100 of each version', async () => {
      const { storage } = context();
      const of = (version: string, count: number, from: number) =>
        Array.from({ length: count }, (_, at) =>
          exampleProfile(USERS, { version, trace: from + at, startedAt: NOW + from + at }),
        );
      await storage.writeProfiles([...of('1', 20, 1), ...of('2', 120, 1000), ...of('3', 101, 2000)]);
      const count = async (version: string) => (await storage.listProfiles(query({ version }))).rows.length;
      expect([await count('1'), await count('2'), await count('3')]).toEqual([20, 100, 100]);
      for (const version of ['4', '5', '6']) await storage.writeProfiles(of(version, 100, Number(version) * 1000));
      expect((await storage.listProfiles(query())).rows).toHaveLength(500);
      expect([await count('1'), await count('2'), await count('6')]).toEqual([0, 100, 100]);
      const oldest = (await storage.listProfiles(query({ version: '2' }))).rows.at(-1);
      expect(oldest?.startedAt).toBe(NOW + 1020);
    });

    test('and outliers tell who held the loop for whom', async () => {
      const { storage } = context();
      const held = (micros: number) => [node(0, 0, { self: { queue: micros / 1000, cpu: 1 }, heldBy: 'POST /orders' })];
      const profiles = [20_000, 30_000, 5000].map((micros, at) =>
        exampleProfile(USERS, { trace: at + 1, startedAt: NOW, nodes: held(micros) }),
      );
      await storage.writeProfiles(profiles);
      const outliers = [exampleOutlier(USERS, { trace: 9, startedAt: NOW, blockedBy: 'POST /orders' })];
      await storage.write([{ ...batchOf([request({ endpoint: ORDERS })]), outliers }]);
      const victim = await endpointId(storage, USERS);
      const found = { blockedBy: 'POST /orders', endpointId: victim, outliers: 1, profiles: 2, queuedMillis: 50 };
      expect(await storage.listBlockings(EVER)).toEqual([found]);
      expect(await storage.listBlockings({ from: NOW + 1, to: NOW + 2 })).toEqual([]);
      await storage.renameEndpoint(await endpointId(storage, ORDERS), { method: 'POST', route: '/purchases' });
      expect(await storage.listBlockings(EVER)).toEqual([{ ...found, blockedBy: 'POST /purchases' }]);
    });
  });

  describe('outliers and profiles', () => {
    async function writeBoth(storage: Storage, startedAt: number, trace: number): Promise<void> {
      await storage.writeProfiles([exampleProfile(USERS, { trace, startedAt })]);
      const outliers = [exampleOutlier(USERS, { trace, startedAt })];
      await storage.write([tracedBatch([trace], { outliers, traced: [{ row: 0, trace }] }, { sequence: trace })]);
    }

    const counts = async (storage: Storage, id: number | null = null): Promise<readonly number[]> => [
      (await storage.listOutliers(query({ endpointId: id }))).rows.length,
      (await storage.listProfiles(query({ endpointId: id }))).rows.length,
    ];

    test('go when they are old, and their lines of code when nothing needs them', async () => {
      const { storage, clock, openAnother } = context();
      const other = await openAnother();
      const day = 86_400_000;
      await writeBoth(storage, NOW, 1);
      clock.time = NOW + 40 * day;
      const late = { ...HANDLER, line: 99 };
      await storage.writeProfiles([
        exampleProfile(USERS, {
          trace: 2,
          startedAt: clock.time,
          codeLines: [late, PRICE],
          nodes: [node(0, 0), node(1, 1)],
        }),
      ]);
      const policy = {
        ...{ requestsBefore: 0, minuteRollupsBefore: 0, quarterRollupsBefore: 0, maxBytes: null },
        detailsBefore: NOW + 10 * day,
      };
      expect(await storage.prune(policy, true)).toMatchObject({ details: 2 });
      expect(await counts(storage)).toEqual([1, 2]);
      expect(await storage.prune(policy, false)).toMatchObject({ details: 2 });
      expect(await counts(storage)).toEqual([0, 1]);
      expect((await storage.latestProfiles(query()))[0]?.codeLines).toEqual([late, PRICE]);
      // Who remembers a line that is gone stores it again.
      for (const [at, each] of [storage, other].entries()) {
        await each.writeProfiles([exampleProfile(USERS, { trace: 3 + at, startedAt: clock.time + 1 + at })]);
        expect((await each.latestProfiles(query({ limit: 1 })))[0]?.codeLines[0]).toEqual(HANDLER);
      }
    });

    test('outlive their request', async () => {
      const { storage } = context();
      await writeBoth(storage, NOW, 1);
      const requestId = await requestWith(storage, 1);
      const keepDetails = { minuteRollupsBefore: 0, quarterRollupsBefore: 0, detailsBefore: 0, maxBytes: null };
      await storage.prune({ ...keepDetails, requestsBefore: NOW + 2 * 86_400_000 }, false);
      expect(await requestWith(storage, 1)).toBeNaN();
      expect(await storage.readProfile(requestId)).toMatchObject({ requestId });
      expect((await storage.listOutliers(query())).rows).toMatchObject([{ requestId, durationMillis: 1 }]);
    });

    test('go with their endpoint, or along with it', async () => {
      const { storage } = context();
      await writeBoth(storage, NOW, 1);
      await storage.write([batchOf([request({ endpoint: ORDERS })], { instance: 'other' })]);
      const [users, orders] = [await endpointId(storage, USERS), await endpointId(storage, ORDERS)];
      await storage.renameEndpoint(users, { method: 'GET', route: '/people' });
      expect((await storage.latestProfiles(query()))[0]?.endpoint).toEqual({ method: 'GET', route: '/people' });
      expect(await counts(storage, users)).toEqual([1, 1]);
      await storage.mergeEndpoint(users, orders);
      expect(await counts(storage, users)).toEqual([0, 0]);
      expect(await counts(storage, orders)).toEqual([1, 1]);
      await storage.removeEndpoint(orders);
      expect(await counts(storage)).toEqual([0, 0]);
    });
  });
}
