import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { StatusAnswer } from '../../src/api/contract.ts';
import type { StorageLocation } from '../../src/storage/storage-location.ts';
import { type AppProcess, eventually, pause, startApp } from './app-process.ts';
import { DashboardClient } from './dashboard-client.ts';
import { RequestLoad } from './request-load.ts';
import { readStoredGroups } from './stored-requests.ts';

/** Long enough for everything to go to disk; the environment's `FAULT_SECONDS` is for all faults. */
const SHORT_SECONDS = 5;
const isCi = process.env['CI'] === 'true';

function seconds(ci: number): number {
  return Number(process.env['FAULT_SECONDS'] ?? (isCi ? ci : SHORT_SECONDS));
}

/** How long faults last: in CI as long as is promised, which the suites of the engines wait for at the same time. */
export const FAULT_SECONDS = {
  /** A server that crashed and is started again. */
  stopped: seconds(60),
  locked: seconds(30),
  other: seconds(SHORT_SECONDS),
} as const;
/** Of a test with such a fault: it also starts and recovers. */
export const FAULT_TIMEOUT_MILLIS: number = (FAULT_SECONDS.stopped + 120) * 1000;

const RECOVERY_MILLIS = 30_000;

/** An app under load with its dashboard open. */
export class FaultStage {
  readonly app: AppProcess;
  readonly load: RequestLoad;
  readonly dashboard: DashboardClient;

  private constructor(app: AppProcess, load: RequestLoad, dashboard: DashboardClient) {
    this.app = app;
    this.load = load;
    this.dashboard = dashboard;
  }

  static async start(database: string, environment: Readonly<Record<string, string>> = {}): Promise<FaultStage> {
    const app = await startFaultApp(database, environment);
    const dashboard = new DashboardClient(app.url);
    await eventually('signing in', () => dashboard.login());
    await eventually('the database is open', async () => {
      return (await dashboard.status()).database.state === 'ready' || undefined;
    });
    return new FaultStage(app, new RequestLoad(app.url), dashboard);
  }

  async control(action: string): Promise<void> {
    await fetch(`${this.app.url}/control/${action}`, { method: 'POST' });
  }

  /** Waits until the status is so. */
  async reaches(what: string, isSo: (status: StatusAnswer) => boolean): Promise<StatusAnswer> {
    let last: StatusAnswer | null = null;
    const probe = async (): Promise<StatusAnswer | undefined> => {
      // A server that froze holds up whoever asks it, until that is noticed.
      last = (await Promise.race([this.dashboard.status(), pause(2000)])) ?? last;
      return last !== null && isSo(last) ? last : undefined;
    };
    try {
      return await eventually(what, probe, RECOVERY_MILLIS);
    } catch (cause) {
      throw new Error(`${what}: not with ${JSON.stringify(last)}\n${this.app.output()}`, { cause });
    }
  }

  isAway(): Promise<StatusAnswer> {
    return this.reaches('the database is away', ({ database }) => database.state === 'unavailable');
  }

  isSpilling(): Promise<StatusAnswer> {
    return this.reaches('the database is away, and records wait on disk', ({ database, queue }) => {
      return database.state === 'unavailable' && queue.spill.requests > 0;
    });
  }

  /** Into a new database: the sessions went with the old one, the configured user is there again. */
  async signInAgain(): Promise<void> {
    await eventually(
      'the new database is ready for the configured user',
      async () => {
        await this.dashboard.login();
        return (await this.dashboard.status()).database.state === 'ready' || undefined;
      },
      RECOVERY_MILLIS,
    );
  }

  /** Stops the load and waits until nothing waits any more. */
  async settle(): Promise<StatusAnswer> {
    await this.load.stop();
    return this.reaches('everything is stored', ({ database, queue }) => {
      return database.state === 'ready' && queue.rows === 0 && queue.spill.requests === 0;
    });
  }
}

export function startFaultApp(
  database: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<AppProcess> {
  return startApp('faults.mjs', { NMD_DATABASE: database, ...environment });
}

/** Recounts what is stored against the client's log: nothing twice, nothing invented, nothing of `promised` missing. */
export async function expectExactlyOnce(
  location: StorageLocation,
  load: RequestLoad,
  promised: readonly string[] = [...load.answered.keys()],
): Promise<void> {
  const stored = await readStoredGroups(location);
  expect(promised.length).toBeGreaterThan(50);
  expect({
    twice: [...stored].filter(([, count]) => count > 1),
    unknown: [...stored.keys()].filter((id) => !load.sent.has(id)),
    missing: promised.filter((id) => !stored.has(id)),
  }).toEqual({ twice: [], unknown: [], missing: [] });
}

export function spillFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('spill-')) : [];
}
