import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { transformSync as swc } from '@swc/core';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/model/profile.ts';
import { nodeBinary } from '../package/node-versions.ts';
import { buildEngine } from './engine-build.ts';
import { type PlacedTime, placedTimes } from './truth-score.ts';

const run = promisify(execFile);
const RUNNER = resolve('test/profiler/apps/typed-run.mjs');
const SOURCE = resolve('test/profiler/apps/typed-handler.ts');
const text = readFileSync(SOURCE, 'utf8');
const folder = resolve('node_modules/.cache/profiler-typed');
const majors = (process.env['NMD_TEST_NODE_MAJORS'] ?? '20,22,24').split(',').map(Number);

/** Each answers the running code, and its map beside it or null when it is inline. */
const compilers: Readonly<Record<string, () => { readonly code: string; readonly map: string | null }>> = {
  tsc: () => {
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, sourceMap: true };
    const { outputText, sourceMapText } = ts.transpileModule(text, { compilerOptions, fileName: SOURCE });
    const map = JSON.stringify({ ...JSON.parse(sourceMapText ?? '{}'), sources: [SOURCE] });
    return { code: outputText.replace(/sourceMappingURL=.*/, 'sourceMappingURL=tsc.mjs.map'), map };
  },
  swc: () => {
    const jsc = { parser: { syntax: 'typescript' as const }, target: 'es2022' as const };
    const { code } = swc(text, { filename: SOURCE, sourceMaps: 'inline', jsc });
    return { code, map: null };
  },
  esbuild: () => {
    const { code, map } = esbuild(text, { loader: 'ts', sourcemap: 'external', sourcefile: SOURCE });
    return { code: `${code}\n//# sourceMappingURL=esbuild.mjs.map\n`, map };
  },
  minified: () => {
    const { code } = esbuild(text, { loader: 'ts', sourcemap: 'inline', sourcefile: SOURCE, minify: true });
    return { code, map: null };
  },
};

async function profileOf(major: number, module: string, options: readonly string[] = []): Promise<Profile> {
  const engine = await buildEngine();
  const { stdout } = await run(nodeBinary(major), [...options, RUNNER, engine, module], {
    maxBuffer: 1e7,
    timeout: 60_000,
  });
  return JSON.parse(stdout) as Profile;
}

function sum(times: readonly PlacedTime[]): number {
  return times.reduce((total, { millis }) => total + millis, 0);
}

function lineOf(mark: string): number {
  return text.split('\n').findIndex((line) => line.includes(mark)) + 1;
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [name, compile] of Object.entries(compilers)) {
    const { code, map } = compile();
    writeFileSync(join(folder, `${name}.mjs`), code);
    if (map !== null) writeFileSync(join(folder, `${name}.mjs.map`), map);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(majors)('on Node %i, a TypeScript handler', (major) => {
  it.each(['tsc', 'swc', 'esbuild'])('compiled by %s is shown by its own lines', async (compiler) => {
    const profile = await profileOf(major, join(folder, `${compiler}.mjs`));
    const times = placedTimes(profile).filter(({ line }) => line?.file === SOURCE);
    const calculating = times.filter(({ kind, line }) => kind === 'cpu' && line?.function === 'calculate');
    const cpu = calculating.filter(({ line }) => line?.line === lineOf('@cpu'));
    const waits = times.filter(({ kind, line }) => kind === 'await' && line?.line === lineOf('@await'));
    expect(sum(cpu)).toBeGreaterThan(60);
    expect(sum(cpu) / sum(calculating)).toBeGreaterThan(0.98);
    expect(sum(waits)).toBeGreaterThan(50);
    expect(cpu[0]?.line?.code).toContain('this.result.total += Math.sqrt(step); // @cpu');
    expect(waits[0]?.line?.code).toContain('await new Promise<void>');
    expect(profile.notes).toEqual([]);
  });

  it.each([
    ['minified by esbuild', () => join(folder, 'minified.mjs'), []],
    ['run by tsx', () => SOURCE, ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href]],
  ])('%s has exact awaits, and CPU by function', async (_name, module, options) => {
    const profile = await profileOf(major, module(), options);
    const times = placedTimes(profile).filter(({ line }) => line?.file === SOURCE);
    const waits = times.filter(({ kind, line }) => kind === 'await' && line?.line === lineOf('@await'));
    const cpu = times.filter(({ kind, line }) => kind === 'cpu' && line?.function === 'calculate');
    expect(sum(waits)).toBeGreaterThan(50);
    expect(sum(cpu)).toBeGreaterThan(60);
    expect(cpu[0]?.line?.line).toBeNull();
    expect(profile.notes).toContain('one-line-file');
  });
});
