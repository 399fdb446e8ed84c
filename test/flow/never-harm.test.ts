import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { describe, expect, it } from 'vitest';
import type { StatusAnswer } from '../../src/api/contract.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const { DatabaseSync } = createRequire(import.meta.url)(
  '@photostructure/sqlite',
) as typeof import('@photostructure/sqlite');

function start(file: string, environment: Record<string, string> = {}): Promise<AppProcess> {
  return startApp('awkward.mjs', { NMD_DATABASE: `sqlite:///${file}`, ...environment });
}

async function expectServed(app: AppProcess, amount = 200): Promise<void> {
  const result = await autocannon({ url: `${app.url}/work`, connections: 10, amount });
  expect([result['2xx'], result.errors, result.non2xx]).toEqual([amount, 0, 0]);
}

async function signIn(app: AppProcess): Promise<DashboardClient> {
  const dashboard = new DashboardClient(app.url);
  await eventually('signing in', async () => dashboard.login());
  return dashboard;
}

/** Root may write to any file unless the file system says no. */
function makeReadOnly(file: string): () => void {
  chmodSync(file, 0o444);
  if (process.getuid?.() !== 0) return () => {};
  execFileSync('chattr', ['+i', file]);
  return () => execFileSync('chattr', ['-i', file]);
}

/** In memory and on disk. */
function waitingRequests({ queue }: StatusAnswer): number {
  return queue.rows + queue.spill.requests;
}

function linesAbout(app: AppProcess, pattern: RegExp): number {
  return app
    .output()
    .split('\n')
    .filter((line) => pattern.test(line)).length;
}

describe('the app is unaffected and the loss is counted', () => {
  it('when groupBy throws and getIp answers nothing', async () => {
    const app = await start(join(temporaryFolder(), 'nmd.db'), { CALLBACKS: 'broken' });
    await expectServed(app);
    await fetch(`${app.url}/flush`);
    const dashboard = await signIn(app);
    expect((await dashboard.status()).records.callbackErrors).toEqual({ groupBy: 200 });
    expect(linesAbout(app, /groupBy on purpose/)).toBe(1);
    const { requests } = await dashboard.requests();
    expect(requests[0]).toMatchObject({ status: 200, group: null, ip: '127.0.0.1' });
  });

  it('when URLs are long or endless', async () => {
    const app = await start(join(temporaryFolder(), 'nmd.db'));
    const long = await fetch(`${app.url}/work?q=${'x'.repeat(10_000)}`);
    expect([long.status, await long.text()]).toEqual([200, 'done']);
    expect((await fetch(`${app.url}/${'y'.repeat(10_000)}`)).status).toBe(404);
    let next = 0;
    const result = await autocannon({
      url: app.url,
      connections: 40,
      amount: 100_000,
      requests: [{ setupRequest: (request) => ({ ...request, path: `/no/such/${next++}` }) }],
    });
    expect([result['4xx'], result.errors]).toEqual([100_000, 0]);
    await fetch(`${app.url}/flush`);
    const dashboard = await signIn(app);
    const endpoints = await dashboard.endpoints();
    const counts = endpoints.filter(({ requests }) => requests > 0).map(({ name, requests }) => [name, requests]);
    expect(Object.fromEntries(counts)).toEqual({ '(unmatched)': 100_001, 'GET /work': 1 });
  });

  it('when the database file is corrupt', async () => {
    const file = join(temporaryFolder(), 'nmd.db');
    writeFileSync(file, 'this is not a database, but it is long enough to be mistaken for one. '.repeat(100));
    const app = await start(file);
    await expectServed(app);
    const dashboard = await signIn(app);
    const status = await dashboard.status();
    expect(status).toMatchObject({
      state: 'degraded',
      database: { state: 'unavailable' },
      records: { recorded: 200, stored: 0 },
    });
    expect(waitingRequests(status)).toBe(200);
    expect(status.database.error).toMatch(/is not an SQLite database/);
    expect(linesAbout(app, /storage is unavailable/)).toBe(1);
    expect((await dashboard.call('GET', '/endpoints')).status).toBe(503);
  });

  it('when there is more than may wait in memory, and no disk to wait on', async () => {
    const app = await start(join(temporaryFolder(), 'no', 'such', 'folder', 'nmd.db'));
    await expectServed(app, 75_000);
    const dashboard = await signIn(app);
    const { records, queue } = await dashboard.status();
    expect(records.dropped['buffer-full']).toBeGreaterThan(0);
    expect(records.droppedTotal + queue.rows).toBe(75_000);
    expect(queue.spill).toMatchObject({ requests: 0, error: expect.stringContaining('no such file or directory') });
    expect(linesAbout(app, /records are being dropped/)).toBe(1);
    expect(linesAbout(app, /cannot be kept on disk/)).toBe(1);
  });

  it('when the folder is missing', async () => {
    const app = await start(join(temporaryFolder(), 'no', 'such', 'folder', 'nmd.db'));
    await expectServed(app);
    const dashboard = await signIn(app);
    expect((await dashboard.status()).database).toMatchObject({ state: 'unavailable' });
  });

  it('when the database file is read-only', async () => {
    const file = join(temporaryFolder(), 'nmd.db');
    const first = await start(file);
    await signIn(first);
    await first.kill();
    const writable = makeReadOnly(file);
    try {
      const app = await start(file);
      await expectServed(app);
      const dashboard = await signIn(app);
      const status = await dashboard.status();
      expect(status.database).toMatchObject({ state: 'unavailable' });
      expect(status.records).toMatchObject({ stored: 0, droppedTotal: 0 });
      expect(waitingRequests(status)).toBe(200);
    } finally {
      writable();
    }
  });

  it('while another program locks the database, and stores everything afterwards', async () => {
    const file = join(temporaryFolder(), 'nmd.db');
    const app = await start(file);
    const dashboard = await signIn(app);
    const locker = new DatabaseSync(file);
    locker.exec('begin immediate');
    await expectServed(app, 2000);
    await eventually('the lock shows in the status, and nothing is lost', async () => {
      const status = await dashboard.status();
      const isWhole = status.records.stored + waitingRequests(status) === 2000;
      return status.database.state === 'unavailable' && isWhole ? status : undefined;
    });
    locker.exec('commit');
    locker.close();
    await eventually('the waiting records are stored', async () => {
      const status = await dashboard.status();
      return status.records.stored === 2000 && status.state === 'ok' ? status : undefined;
    });
    expect((await dashboard.endpoint('GET /work'))?.requests).toBe(2000);
  });
});
