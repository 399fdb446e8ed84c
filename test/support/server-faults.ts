import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StorageLocation } from '../../src/storage/storage-location.ts';
import { eventually, pause } from './app-process.ts';
import { DashboardClient } from './dashboard-client.ts';
import type { DatabaseServer } from './database-server.ts';
import { expectExactlyOnce, FAULT_SECONDS, FAULT_TIMEOUT_MILLIS, FaultStage, startFaultApp } from './fault-stage.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** What every database server does to an app sooner or later; `create` is null where it is not installed. */
export function describeServerFaults(name: string, create: (() => Promise<DatabaseServer>) | null): void {
  if (create === null) console.log(`SKIPPED: ${name} is not installed, so nothing can be told of its faults`);
  describe.skipIf(create === null)(`${name} is`, () => {
    let server: DatabaseServer;
    let round = 0;
    const proxies: TcpProxy[] = [];

    beforeAll(async () => {
      if (create !== null) server = await create();
    });
    afterEach(async () => {
      // Also when a test failed while it was down.
      if (server?.isDown()) await server.start();
      for (const proxy of proxies.splice(0)) proxy.close();
      round += 1;
    });
    afterAll(() => server?.remove());

    function location(): StorageLocation {
      return { engine: server.engine, url: server.urlAt(server.port), tablePrefix: `t${round}_` };
    }

    function start(url: string): Promise<FaultStage> {
      return FaultStage.start(url, { NMD_TABLE_PREFIX: `t${round}_` });
    }

    async function startProxied(): Promise<{ readonly stage: FaultStage; readonly proxy: TcpProxy }> {
      const proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
      proxies.push(proxy);
      return { proxy, stage: await start(server.urlAt(proxy.port)) };
    }

    it.each([
      ['in order', 'fast', FAULT_SECONDS.other],
      ['as by a crash', 'immediate', FAULT_SECONDS.stopped],
    ] as const)(
      'stopped %s (%s) for %i s under load',
      { timeout: FAULT_TIMEOUT_MILLIS },
      async (_how, mode, seconds) => {
        const stage = await start(server.urlAt(server.port));
        await pause(1500);
        await server.stop(mode);
        await pause(seconds * 1000);
        const away = await stage.isSpilling();
        expect(away).toMatchObject({ database: { state: 'unavailable' }, records: { droppedTotal: 0 } });
        expect(away.database.error).toMatch(/refuses connections|closed the connection|is (starting, )?stopping/);
        await server.start();
        const { records } = await stage.settle();
        expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
        expect(stage.load.failures).toBe(0);
        await stage.app.kill();
        await expectExactlyOnce(location(), stage.load);
      },
    );

    it('stopped while the process ends: the next one stores what was left', async () => {
      const stage = await start(server.urlAt(server.port));
      await pause(1500);
      await server.stop('fast');
      await pause(1500);
      await stage.load.stop();
      expect(await stage.app.kill('SIGTERM')).toBe('SIGTERM');
      await server.start();
      const next = await startFaultApp(server.urlAt(server.port), { NMD_TABLE_PREFIX: `t${round}_` });
      const dashboard = new DashboardClient(next.url);
      await eventually('what the ended process left is stored', async () => {
        await dashboard.login();
        const { database: state, queue } = await dashboard.status();
        return (state.state === 'ready' && queue.spill.inheritedRequests === 0) || undefined;
      });
      await next.kill();
      await expectExactlyOnce(location(), stage.load);
    });

    it('behind a network that resets connections in the middle of batches', async () => {
      const { stage, proxy } = await startProxied();
      for (let times = 0; times < 12; times += 1) {
        await pause(700);
        proxy.resetAfter(500 + (randomBytes(2).readUInt16LE() % 20_000));
      }
      const { records } = await stage.settle();
      expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
      expect(proxy.resets).toBeGreaterThan(2);
      expect(stage.load.failures).toBe(0);
      await stage.app.kill();
      await expectExactlyOnce(location(), stage.load);
    });

    it(`frozen for ${FAULT_SECONDS.other} s under load`, async () => {
      const stage = await start(server.urlAt(server.port));
      await pause(1500);
      server.freeze(true);
      try {
        const { database: frozen } = await stage.isSpilling();
        expect(frozen.error).toMatch(/has not answered for 5 seconds/);
        await pause(FAULT_SECONDS.other * 1000);
      } finally {
        server.freeze(false);
      }
      const { records } = await stage.settle();
      expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
      expect(stage.load.failures).toBe(0);
      await stage.app.kill();
      await expectExactlyOnce(location(), stage.load);
    });

    it(`behind a network that swallows everything for ${FAULT_SECONDS.other} s`, async () => {
      const { stage, proxy } = await startProxied();
      await pause(1500);
      proxy.setSilent(true);
      await stage.isSpilling();
      await pause(FAULT_SECONDS.other * 1000);
      proxy.setSilent(false);
      const { records } = await stage.settle();
      expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
      expect(stage.load.failures).toBe(0);
      await stage.app.kill();
      await expectExactlyOnce(location(), stage.load);
    });
  });
}
