import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AppProcess, eventually, pause, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { openStored, readOutliers, type StoredOutlierRecord } from '../support/stored-outliers.ts';

const BLOCKED_MILLIS = 400;
const STUCK_MILLIS = 3000;
const USUAL_REQUESTS = 40;

interface Stage {
  readonly app: AppProcess;
  readonly file: string;
  outliersOf(route: string): Promise<readonly StoredOutlierRecord[]>;
}

/** An app whose endpoints have had enough usual requests. */
async function stage(paths: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const file = join(temporaryFolder(), 'nmd.db');
  const app = await startApp('outliers.mjs', { NMD_DATABASE: `sqlite:///${file}`, ...environment });
  for (let index = 0; index < USUAL_REQUESTS; index += 1) {
    for (const path of paths) await call(app, path);
  }
  const storage = await eventually('the database', () => openStored(file));
  onTestFinished(() => storage.close());
  return { app, file, outliersOf: async (route) => (await readOutliers(storage)).filter((one) => one.route === route) };
}

async function call({ url }: AppProcess, path: string, options: RequestInit = {}): Promise<void> {
  const method = path.startsWith('/reset') ? 'POST' : 'GET';
  await (await fetch(url + path, { method, ...options })).text();
}

/** Lines of the app's own code, innermost first. */
function appLines({ record }: StoredOutlierRecord, kind: 'running' | 'waiting'): readonly (string | null)[] {
  const stack = record.stacks.find((one) => one.kind === kind);
  return stack?.lines.filter(({ origin }) => origin === 'app').map(({ code }) => code) ?? [];
}

/** On a machine that does many other things a stack may be taken too late; then there is none. */
async function blockAmongOthers(app: AppProcess, path: string): Promise<void> {
  const neighbours = Array.from({ length: 4 }, async () => {
    for (let index = 0; index < 20; index += 1) await call(app, '/fast');
  });
  await pause(50);
  await call(app, `${path}?millis=${BLOCKED_MILLIS}`);
  await Promise.all(neighbours);
  await call(app, '/flush');
}

describe('an outlier', () => {
  it.each([
    ['/blocking', 'a handler'],
    ['/blocking-later', 'a handler that has waited before'],
  ])('names the line on which %s, %s, blocks, and its victims name the endpoint', async (path) => {
    const { app, outliersOf } = await stage(['/fast', path]);
    const slow = await eventually('an outlier whose stack came in time', async () => {
      await blockAmongOthers(app, path);
      return (await outliersOf(path)).find((one) => appLines(one, 'running').length > 0);
    });
    expect(slow.record.elapsedMillis).toBeGreaterThan(BLOCKED_MILLIS);
    expect(slow.record.request.query).toEqual({ millis: String(BLOCKED_MILLIS) });
    expect(appLines(slow, 'running').slice(0, 2)).toEqual([
      expect.stringContaining('// the line that blocks'),
      expect.stringContaining('blockFor('),
    ]);
    expect(slow.record.blockedBy).toBeNull();
    const victims = (await outliersOf('/fast')).filter(({ record }) => record.machine.eventLoopDelayMillis > 300);
    // A machine that is busy with other programs delays requests too; that is no endpoint's doing.
    const blockers = victims.flatMap(({ record }) => record.blockedBy ?? []);
    expect(new Set(blockers)).toEqual(new Set([`GET ${path}`]));
  });

  it('appears while its request is still stuck, with the line that waits', async () => {
    const { app, outliersOf } = await stage(['/stuck/7']);
    const started = Date.now();
    const stuck = call(app, `/stuck/8?millis=${STUCK_MILLIS}`);
    // Awaited below; a test that fails before ends the app.
    stuck.catch(() => {});
    const outlier = await eventually('the outlier', async () => (await outliersOf('/stuck/:id'))[0], STUCK_MILLIS);
    expect(Date.now() - started).toBeLessThan(STUCK_MILLIS);
    expect(outlier).toMatchObject({ durationMillis: null, requestId: null });
    expect(outlier.record.elapsedMillis).toBeLessThan(STUCK_MILLIS / 2);
    expect(outlier.record.request).toMatchObject({ url: `/stuck/8?millis=${STUCK_MILLIS}`, parameters: { id: '8' } });
    expect(appLines(outlier, 'waiting')).toEqual([
      expect.stringContaining('// the line that waits'),
      expect.stringContaining('await loadProfile('),
    ]);
    await stuck;
    await call(app, '/flush');
    const [ended] = await outliersOf('/stuck/:id');
    expect(ended?.durationMillis).toBeGreaterThan(STUCK_MILLIS - 10);
    expect(ended?.requestId).toEqual(expect.any(Number));
  });

  it('is recorded although getters of the app throw', async () => {
    const { app, outliersOf } = await stage(['/throwing-getters'], { NMD_OUTLIERS_BODIES: 'true' });
    await call(app, '/throwing-getters?slow=1');
    await call(app, '/flush');
    const [outlier] = await outliersOf('/throwing-getters');
    expect(outlier?.record.request).toMatchObject({ parameters: {}, headers: {}, body: null });
  });

  it('is kept a bounded number of times per minute, and the others are counted', async () => {
    const { app, outliersOf } = await stage(['/fast', '/reset/x'], { NMD_OUTLIERS_PER_MINUTE: '3' });
    const dashboard = new DashboardClient(app.url);
    await dashboard.login();
    // Of a busy machine some of the requests before were slow too.
    const { following: before } = await dashboard.status();
    await Promise.all(Array.from({ length: 12 }, () => call(app, '/reset/x?slow=1')));
    const { following: after } = await dashboard.status();
    const recorded = after.outliers - before.outliers;
    expect(recorded).toBeLessThanOrEqual(3);
    expect(after.outliersOverLimit - before.outliersOverLimit).toBe(12 - recorded);
    await call(app, '/flush');
    expect(await outliersOf('/reset/:token')).toHaveLength(3);
  });

  it('is not recorded when outliers are switched off', async () => {
    const { app, outliersOf } = await stage(['/reset/x'], { NMD_OUTLIER_DETECTION_CONSTANT: '0' });
    await call(app, '/reset/x?slow=1');
    await call(app, '/flush');
    expect(await outliersOf('/reset/:token')).toEqual([]);
  });

  it('is judged by what all processes have seen', async () => {
    const { app, file, outliersOf } = await stage(['/reset/x']);
    await call(app, '/flush');
    const second = await startApp('outliers.mjs', { NMD_DATABASE: `sqlite:///${file}` });
    await eventually('the second process knows', async () => {
      await call(second, '/reset/x?slow=1');
      await call(second, '/flush');
      return (await outliersOf('/reset/:token')).length > 0 ? true : undefined;
    });
  });
});
