import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { buildEngine } from './engine-build.ts';

const run = promisify(execFile);
const APP = resolve('test/profiler/apps/ending-workers.mjs');

it('a worker that ends right after it has looked at the app does not take the process with it', async () => {
  const engine = await buildEngine();
  const { stdout } = await run(process.execPath, [APP, engine, '100'], { timeout: 50_000 });
  expect(stdout).toBe('survived\n');
}, 60_000);
