import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StorageLocation } from '../../src/storage/storage-location.ts';
import { eventually, pause } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { expectExactlyOnce, FAULT_SECONDS, FaultStage, startFaultApp } from '../support/fault-stage.ts';
import { findPostgres, PostgresServer } from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const programs = findPostgres();
if (programs === null) console.log('SKIPPED: PostgreSQL is not installed (Debian: apt-get install postgresql)');

describe.skipIf(programs === null)('PostgreSQL', () => {
  let folder: string;
  let server: PostgresServer;
  let database = 0;
  const proxies: TcpProxy[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nmd-postgres-'));
    server = await PostgresServer.create(programs ?? '', folder);
  });
  afterEach(() => {
    for (const proxy of proxies.splice(0)) proxy.close();
    database += 1;
  });
  afterAll(() => {
    if (server?.isRunning()) server.stop('immediate');
    rmSync(folder, { recursive: true, force: true });
  });

  function location(): StorageLocation {
    return { engine: 'postgres', url: server.url, tablePrefix: `t${database}_` };
  }

  function start(url: string): Promise<FaultStage> {
    return FaultStage.start(url, { NMD_TABLE_PREFIX: `t${database}_` });
  }

  async function startProxied(): Promise<{ readonly stage: FaultStage; readonly proxy: TcpProxy }> {
    const proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
    proxies.push(proxy);
    return { proxy, stage: await start(server.urlAt(proxy.port)) };
  }

  it.each(['fast', 'immediate'] as const)(`stopped (%s) for ${FAULT_SECONDS} s under load`, async (mode) => {
    const stage = await start(server.url);
    await pause(1500);
    server.stop(mode);
    await pause(FAULT_SECONDS * 1000);
    const away = await stage.isSpilling();
    expect(away).toMatchObject({ database: { state: 'unavailable' }, records: { droppedTotal: 0 } });
    expect(away.database.error).toMatch(/refuses connections|closed the connection|is starting, stopping/);
    server.start();
    const { records } = await stage.settle();
    expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it('stopped while the process ends: the next one stores what was left', async () => {
    const stage = await start(server.url);
    await pause(1500);
    server.stop('fast');
    await pause(1500);
    await stage.load.stop();
    expect(await stage.app.kill('SIGTERM')).toBe('SIGTERM');
    server.start();
    const next = await startFaultApp(server.url, { NMD_TABLE_PREFIX: `t${database}_` });
    const dashboard = new DashboardClient(next.url);
    await eventually('what the ended process left is stored', async () => {
      await dashboard.login();
      const { database: state, queue } = await dashboard.status();
      return (state.state === 'ready' && queue.spill.inheritedRequests === 0) || undefined;
    });
    await next.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it('resetting connections in the middle of batches', async () => {
    const { stage, proxy } = await startProxied();
    for (let round = 0; round < 12; round += 1) {
      await pause(700);
      proxy.resetAfter(500 + (randomBytes(2).readUInt16LE() % 20_000));
    }
    await stage.settle();
    expect(proxy.resets).toBeGreaterThan(2);
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it(`frozen for ${FAULT_SECONDS} s under load`, async () => {
    const stage = await start(server.url);
    await pause(1500);
    server.freeze(true);
    try {
      const { database: frozen } = await stage.isSpilling();
      expect(frozen.error).toMatch(/has not answered for 5 seconds/);
      await pause(FAULT_SECONDS * 1000);
    } finally {
      server.freeze(false);
    }
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it(`behind a network that swallows everything for ${FAULT_SECONDS} s`, async () => {
    const { stage, proxy } = await startProxied();
    await pause(1500);
    proxy.setSilent(true);
    await stage.isSpilling();
    await pause(FAULT_SECONDS * 1000);
    proxy.setSilent(false);
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });
});
