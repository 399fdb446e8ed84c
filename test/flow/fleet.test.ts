import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { DatabaseAnswer, InstancesAnswer } from '../../src/api/admin-contract.ts';
import { type AppProcess, eventually, pause, startApp } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const url = process.env['NMD_TEST_POSTGRES'] ?? 'postgresql://root@127.0.0.1:5432/test';
/** New with each try, so that none finds what another left. */
let tablePrefix: string;
const usedPrefixes: string[] = [];

/** A process that takes itself for one on another machine. */
function startOn(host: string): Promise<AppProcess> {
  return startApp('five-routes.mjs', {
    NMD_DATABASE: url,
    NMD_TABLE_PREFIX: tablePrefix,
    FAKE_HOST: host,
    NODE_OPTIONS: `--import=${resolve('test/flow/apps/fake-host.mjs')}`,
  });
}

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(() => {
  tablePrefix = `f${randomBytes(6).toString('hex')}_`;
  usedPrefixes.push(tablePrefix);
});
afterAll(async () => {
  for (const prefix of usedPrefixes) {
    const tables = await query(`select tablename from pg_tables where tablename like '${prefix}%'`);
    for (const { tablename } of tables) await query(`drop table "${tablename}"`);
  }
});

/** Of all durations of a route that were recorded, one by one. */
async function exactP95(dashboard: DashboardClient, endpointId: number): Promise<{ count: number; p95: number }> {
  const durations: number[] = [];
  for (let cursor = ''; ; ) {
    const page = await dashboard.requests(`?endpoint=${endpointId}&limit=500${cursor}`);
    for (const { duration } of page.requests) durations.push(duration);
    if (page.nextCursor === null) break;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
  durations.sort((a, b) => a - b);
  return { count: durations.length, p95: durations[Math.ceil(durations.length * 0.95) - 1] ?? Number.NaN };
}

it('two hosts on one PostgreSQL are one truth, and both visible', async () => {
  const [alpha, beta] = await Promise.all([startOn('alpha'), startOn('beta')]);
  const dashboard = new DashboardClient(alpha.url);
  await dashboard.login();
  // Unequal shares and unequal load: an average of two percentiles would be far off.
  await Promise.all([
    autocannon({ url: `${alpha.url}/users/1`, connections: 30, amount: 1500 }),
    autocannon({ url: `${beta.url}/users/2`, connections: 2, amount: 300 }),
  ]);
  for (const app of [alpha, beta]) await (await fetch(`${app.url}/own-log`)).arrayBuffer();
  const merged = await dashboard.endpoint('GET /users/:id');
  const exact = await exactP95(dashboard, merged?.id ?? 0);
  expect([merged?.requests, exact.count]).toEqual([1800, 1800]);
  expect(Math.abs((merged?.p95 ?? 0) / exact.p95 - 1)).toBeLessThan(0.01);

  const { instances } = await dashboard.json<InstancesAnswer>('GET', '/instances');
  expect(instances.map(({ host, pid, isLive }) => ({ host, pid, isLive })).sort(byHost)).toEqual([
    { host: 'alpha', pid: alpha.child.pid, isLive: true },
    { host: 'beta', pid: beta.child.pid, isLive: true },
  ]);

  await dashboard.json('PATCH', `/endpoints/${merged?.id}`, { level: 0 });
  await pause(5000);
  await fetch(`${beta.url}/users/3`);
  await (await fetch(`${beta.url}/own-log`)).arrayBuffer();
  expect((await dashboard.endpoint('GET /users/:id'))?.requests).toBe(1800);

  // Both look for something to prune soon after their start; one does it.
  const prune = await eventually(
    'one of them has pruned',
    async () => {
      return (await dashboard.json<DatabaseAnswer>('GET', '/database')).lastPrune ?? undefined;
    },
    45_000,
  );
  expect(instances.map(({ id }) => id)).toContain(prune.instance);
  await pause(Math.max(0, 12_000 - (Date.now() - startOf(instances))));
  expect(await query(`select holder from ${tablePrefix}leases where name = 'retention'`)).toEqual([
    { holder: prune.instance },
  ]);
  expect(await query(`select count(*)::int as runs from ${tablePrefix}maintenance_runs`)).toEqual([{ runs: 1 }]);

  await beta.kill('SIGKILL');
  await eventually(
    'the killed one is seen as such',
    async () => {
      const now = (await dashboard.json<InstancesAnswer>('GET', '/instances')).instances;
      return now.find(({ host }) => host === 'beta')?.isLive === false || undefined;
    },
    45_000,
  );
});

function byHost(a: { readonly host: string | null }, b: { readonly host: string | null }): number {
  return String(a.host).localeCompare(String(b.host));
}

/** Of the one that started last. */
function startOf(instances: InstancesAnswer['instances']): number {
  return Math.max(...instances.map(({ startedAt }) => Date.parse(startedAt ?? '')));
}
