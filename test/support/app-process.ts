import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const START_TIMEOUT_MILLIS = 30_000;

/** Credentials that the fixture apps are started with. */
export const CREDENTIALS = { username: 'ann', password: 'correct horse battery' };

export interface AppProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with exit code or signal name. */
  ended: Promise<number | NodeJS.Signals>;
  kill(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const running = new Set<AppProcess>();
const folders: string[] = [];

/** A fresh folder that goes after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nmd-flow-'));
  folders.push(folder);
  return folder;
}

/** Runs one of `test/flow/apps` on the built package and waits until it listens. It ends with the test. */
export async function startApp(
  fixture: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<AppProcess> {
  const credentials = { NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password };
  const app = await launchApp(join('test/flow/apps', fixture), { ...credentials, ...environment });
  running.add(app);
  void app.ended.then(() => running.delete(app));
  return app;
}

/** Runs an app on the built package and waits until it listens. Whoever launches it ends it. */
export async function launchApp(file: string, environment: Readonly<Record<string, string>>): Promise<AppProcess> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const port = await waitForPort(() => output, ended);
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => output,
    ended,
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

async function waitForPort(output: () => string, ended: Promise<unknown>): Promise<number> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (const deadline = Date.now() + START_TIMEOUT_MILLIS; Date.now() < deadline; await pause(20)) {
    const port = /listening (\d+)/.exec(output())?.[1];
    if (port !== undefined) return Number(port);
    if (over) break;
  }
  throw new Error(`the app did not start:\n${output()}`);
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** Repeats until it answers something other than undefined. */
export async function eventually<Value>(
  what: string,
  probe: () => Promise<Value | undefined>,
  timeoutMillis = 15_000,
): Promise<Value> {
  let last: unknown;
  for (const deadline = Date.now() + timeoutMillis; Date.now() < deadline; await pause(100)) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what} did not happen in ${timeoutMillis} ms`, { cause: last });
}

afterEach(async () => {
  await Promise.all([...running].map((app) => app.kill('SIGKILL')));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
