import { describe, expect, test } from 'vitest';
import { createStorage } from '../../../src/storage/open-storage.ts';
import { createOutliersAndProfiles } from '../../../src/storage/sql/migrations/0006-outliers-and-profiles.ts';
import { createRegressions } from '../../../src/storage/sql/migrations/0011-regressions.ts';
import { createHourRollups } from '../../../src/storage/sql/migrations/0012-hour-rollups.ts';
import { createRollupDays } from '../../../src/storage/sql/migrations/0014-rollup-days.ts';
import { MIGRATIONS } from '../../../src/storage/sql/migrations/index.ts';
import type { Migration } from '../../../src/storage/sql/migrations/migration.ts';
import { exampleProfile } from '../../support/example-details.ts';
import { batchOf, countRequests, EVER, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext, type TestDatabase } from './storage-context.ts';

const DETAIL_TABLES = ['code_lines', 'traced_requests', 'outliers', 'profiles'];
const EVERYTHING = { range: EVER, version: null, limit: 10, cursor: null };

export function schemaTests(context: () => StorageContext): void {
  describe('the schema', () => {
    test('of a newer version is refused and left alone', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      await storage.close();
      const table = `${database.location.tablePrefix}schema_version`;
      await database.execute(`update ${table} set version = version + 1000`);
      const refused = createStorage(database.location, clock);
      await expect(refused.open()).rejects.toMatchObject({ code: 'NMD_SCHEMA_TOO_NEW' });
      await database.execute(`update ${table} set version = version - 1000`);
      await refused.open();
      expect(await countRequests(refused)).toBe(1);
      await refused.close();
    });

    test('before labels had sums is brought up to date: questions are answered as before, from requests', async () => {
      const { storage, database, clock } = context();
      await storage.write([
        batchOf([request({ group: 'ann' }), request({ endpoint: ORDERS, group: 'ann', ip: '::1' })]),
      ]);
      await storage.prune(
        { requestsBefore: 0, minuteRollupsBefore: 0, quarterRollupsBefore: 0, detailsBefore: 0, maxBytes: null },
        false,
      );
      await storage.close();
      const { tablePrefix } = database.location;
      for (const table of ['group', 'ip'])
        await database.execute(`delete from ${tablePrefix}rollups_${table} where endpoint_id = 0`);
      await dropTables(database, ['rollups_instance', ...DETAIL_TABLES]);
      for (const mark of ['folded_group_id', 'folded_ip_id'])
        await database.execute(`alter table ${tablePrefix}write_log drop column ${mark}`);
      await database.execute(`update ${tablePrefix}schema_version set version = 3`);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        const tomorrow = request({ group: 'ann', time: clock.time + 86_400_000 });
        await updated.write([batchOf([tomorrow], { sequence: 2 })]);
        await updated.prune(
          { requestsBefore: 0, minuteRollupsBefore: 0, quarterRollupsBefore: 0, detailsBefore: 0, maxBytes: null },
          false,
        );
        const rows = await updated.queryMetrics(metricsQuery({ dimensions: ['group'] }));
        expect(rows).toEqual([{ group: 'ann', requests: 3 }]);
        const sums = await database.select(`select requests from ${tablePrefix}rollups_instance where endpoint_id = 0`);
        expect(sums.map((row) => Number(row['requests']))).toEqual([1]);
      } finally {
        await updated.close();
      }
    });

    test('before there were outliers and profiles gets their tables and keeps its requests', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      await storage.close();
      await dropTables(database, DETAIL_TABLES);
      await setBackBefore(database, createOutliersAndProfiles);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        expect(await countRequests(updated)).toBe(1);
        await updated.writeProfiles([exampleProfile(ORDERS)]);
        const { rows } = await updated.listProfiles({ ...EVERYTHING, endpointId: await endpointId(updated, ORDERS) });
        expect(rows).toHaveLength(1);
      } finally {
        await updated.close();
      }
    });

    test('before there were regressions gets their tables and keeps its requests', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      await storage.close();
      await dropTables(database, ['regressions', 'regression_looks']);
      await setBackBefore(database, createRegressions);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        expect(await countRequests(updated)).toBe(1);
        await updated.regressions.looked('day', '2026-03-10');
        expect(await updated.regressions.lastLook('day')).toBe('2026-03-10');
        expect(await updated.regressions.list({ isOpen: false, limit: 1 })).toEqual([]);
      } finally {
        await updated.close();
      }
    });

    test('before hours were counted is brought up to date: quarters answer for the days before', async () => {
      const { storage, database, clock } = context();
      const fold = {
        requestsBefore: 0,
        minuteRollupsBefore: 0,
        quarterRollupsBefore: 0,
        detailsBefore: 0,
        maxBytes: null,
      };
      await storage.write([batchOf([request(), request({ endpoint: ORDERS })])]);
      await storage.prune(fold, false);
      await storage.close();
      await dropTables(database, ['rollups_hour']);
      await setBackBefore(database, createHourRollups);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        const later = [0, 1, 2].map((days) => request({ time: clock.time + days * 86_400_000 }));
        clock.time += 2 * 86_400_000;
        await updated.write([batchOf(later, { sequence: 2 })]);
        await updated.prune(fold, false);
        const query = metricsQuery({ metrics: ['requests', 'p50'], dimensions: ['time'], step: '1h' });
        const rows = await updated.queryMetrics({
          ...query,
          filters: { endpoint: [String(await endpointId(updated, USERS))] },
        });
        expect(rows.map(({ requests }) => requests)).toEqual([2, 1, 1]);
        expect(await updated.queryMetrics({ ...query, dimensions: ['day'] })).toMatchObject(
          [3, 1, 1].map((requests) => ({ requests })),
        );
      } finally {
        await updated.close();
      }
    });

    test('before changes of days were counted is brought up to date, and hears of what comes late', async () => {
      const { storage, database, clock } = context();
      const days = [3, 2, 1, 0].map((back) => request({ time: NOW - back * 86_400_000 }));
      await storage.write([batchOf(days)]);
      clock.time += 3_600_000;
      await storage.fold();
      await storage.close();
      await dropTables(database, ['rollup_days']);
      await setBackBefore(database, createRollupDays);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        for (let sequence = 2; sequence < 5; sequence += 1) {
          expect(await countRequests(updated)).toBe(2 * sequence);
          await updated.write([batchOf([request(), ...days.slice(0, 1)], { sequence })]);
          clock.time += 3_600_000;
          await updated.fold();
        }
      } finally {
        await updated.close();
      }
    });

    test('before instances said what they are is brought up to date, with all that it holds', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request(), request({ endpoint: ORDERS })])]);
      await storage.close();
      const { tablePrefix } = database.location;
      await dropTables(database, ['heartbeats', 'maintenance_runs', ...DETAIL_TABLES]);
      await database.execute(`update ${tablePrefix}schema_version set version = 4`);
      const updated = createStorage(database.location, clock);
      await updated.open();
      try {
        expect(await countRequests(updated)).toBe(2);
        expect(await updated.instances.list()).toMatchObject([{ id: 'host-1', host: null }]);
        expect(await updated.maintenance.begin('prune', 'host-1')).not.toBeNull();
        expect(await updated.write([batchOf([request()])])).toMatchObject({ replayedBatches: 1 });
      } finally {
        await updated.close();
      }
    });

    test('of another prefix is another one', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      const location = { ...database.location, tablePrefix: `${database.location.tablePrefix}b_` };
      const other = createStorage(location, clock);
      await other.open();
      try {
        expect(await countRequests(other)).toBe(0);
        await other.write([batchOf([request(), request()])]);
        expect(await countRequests(storage)).toBe(1);
      } finally {
        await other.close();
      }
    });

    test('may be opened twice and closed twice', async () => {
      const { storage } = context();
      await storage.open();
      await storage.close();
      await storage.close();
      await expect(storage.listEndpoints()).rejects.toMatchObject({ code: 'NMD_STORAGE_UNAVAILABLE' });
      await storage.open();
      expect(await storage.listEndpoints()).toEqual([]);
    });
  });
}

async function dropTables({ location, execute }: TestDatabase, tables: readonly string[]): Promise<void> {
  for (const table of tables) await execute(`drop table ${location.tablePrefix}${table}`);
}

/** As if this migration and all after it had not run yet. */
async function setBackBefore({ location, execute }: TestDatabase, migration: Migration): Promise<void> {
  const version = MIGRATIONS.indexOf(migration);
  await execute(`update ${location.tablePrefix}schema_version set version = ${version}`);
}
