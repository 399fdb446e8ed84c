import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exampleOutlier, exampleProfile, HANDLER, node, PRICE } from '../../support/example-details.ts';
import { detailsQuery, requestWith, tracedBatch } from './detail-examples.ts';
import { batchOf, EVER, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

export function profileTests(context: () => StorageContext): void {
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
      expect(await storage.listProfiles(detailsQuery())).toEqual({ rows: [other, summary], nextCursor: null });
      expect(await storage.readProfile(summary.requestId)).toEqual({ ...summary, profile: first });
      expect(await storage.readProfile(other.requestId)).toEqual({ ...other, profile: second });
      expect(await storage.readProfile(await requestWith(storage, 10))).toBeNull();
      expect(await storage.latestProfiles(detailsQuery({ limit: 1 }))).toEqual([second]);
    });

    test('keep their sum when times are rounded', async () => {
      const { storage } = context();
      const third = 1 / 3;
      const nodes = Array.from({ length: 300 }, (_, at) =>
        node(at % 7, at % 2, { self: { cpu: third, await: third } }),
      );
      const durationMillis = 200;
      await storage.writeProfiles([exampleProfile(USERS, { nodes, durationMillis, codeLines: [HANDLER, PRICE] })]);
      const [profile] = await storage.latestProfiles(detailsQuery());
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
      expect((await other.listProfiles(detailsQuery())).rows).toHaveLength(60);
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
      expect((await storage.listProfiles(detailsQuery())).rows).toHaveLength(1);
    });

    test('of an endpoint are the newest 100 of each version', async () => {
      const { storage } = context();
      const of = (version: string, count: number, from: number) =>
        Array.from({ length: count }, (_, at) =>
          exampleProfile(USERS, { version, trace: from + at, startedAt: NOW + from + at }),
        );
      await storage.writeProfiles([...of('1', 20, 1), ...of('2', 120, 1000), ...of('3', 101, 2000)]);
      const count = async (version: string) => (await storage.listProfiles(detailsQuery({ version }))).rows.length;
      expect([await count('1'), await count('2'), await count('3')]).toEqual([20, 100, 100]);
      for (const version of ['4', '5', '6']) await storage.writeProfiles(of(version, 100, Number(version) * 1000));
      expect((await storage.listProfiles(detailsQuery())).rows).toHaveLength(500);
      expect([await count('1'), await count('2'), await count('6')]).toEqual([0, 100, 100]);
      const oldest = (await storage.listProfiles(detailsQuery({ version: '2' }))).rows.at(-1);
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
}
