import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nodeBinary } from '../package/node-versions.ts';
import { buildEngine } from './engine-build.ts';

const run = promisify(execFile);
const APP = resolve('test/profiler/apps/exiting.mjs');

describe.each([20, 22, 24])('a sampled process on Node %i', (major) => {
  it.each([
    ['exits', 'exit', []],
    ['runs out of work', 'end', []],
    ['exits with an inspector listening', 'exit', ['--inspect=127.0.0.1:0']],
    ['runs out of work with an inspector listening', 'end', ['--inspect=127.0.0.1:0']],
  ])('that %s ends at once and says nothing', async (_name, ending, options) => {
    const engine = await buildEngine();
    const { stdout, stderr } = await run(nodeBinary(major), [...options, APP, engine, ending], { timeout: 30_000 });
    expect(stdout).toBe('closed\n');
    expect(stderr).not.toContain('Waiting for the debugger to disconnect');
  });
});
