import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/package-version.ts';
import { nodeBinary } from './node-versions.ts';

const NODE_MAJORS = [20, 22, 24];
const APPS = resolve('test/package/apps');
let folder = '';
let tarball = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-package-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { stdio: 'pipe' });
  tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'fresh-app', private: true }));
  npm(
    'install',
    '--no-audit',
    '--no-fund',
    tarball,
    'express@5',
    '@types/express@5',
    '@types/node@20',
    'typescript@6.0.3',
  );
  for (const file of ['serve-and-check.cjs', 'app.mjs', 'app.cjs']) copyFileSync(join(APPS, file), join(folder, file));
  copyFileSync(join(APPS, 'app.ts.txt'), join(folder, 'app.mts'));
  for (const resolution of ['nodenext', 'bundler']) compile(resolution);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(...args: readonly string[]): void {
  execFileSync('npm', [...args], { cwd: folder, stdio: 'pipe' });
}

/** Only nodenext's output is run; the others prove that the types are found. */
function compile(moduleResolution: string): void {
  const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext';
  const outDir = moduleResolution === 'nodenext' ? folder : join(folder, moduleResolution);
  const args = [
    '--module',
    module,
    '--moduleResolution',
    moduleResolution,
    '--target',
    'es2022',
    '--strict',
    '--allowJs',
  ];
  execFileSync(
    'npx',
    ['tsc', ...args, '--esModuleInterop', '--skipLibCheck', '--outDir', join(outDir, 'ts'), 'app.mts'],
    {
      cwd: folder,
      stdio: 'pipe',
    },
  );
}

interface Result {
  readonly page: number;
  readonly title: string;
  readonly endpoints: readonly string[];
  readonly loaded: readonly string[];
}

function runApp(node: string, file: string): Result {
  const database = join(folder, `${file.replaceAll('/', '-')}.db`);
  rmSync(database, { force: true });
  const output = execFileSync(node, [file], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], NMD_DATABASE: `sqlite:///${database}` },
  });
  return JSON.parse(/^result (.*)$/m.exec(output)?.[1] ?? 'null') as Result;
}

describe.each(NODE_MAJORS)('the packed package on Node %i', (major) => {
  it.each([
    ['an ESM app', 'app.mjs'],
    ['a CommonJS app', 'app.cjs'],
    ['a compiled TypeScript app', 'ts/app.mjs'],
  ])('runs in %s', (_name, file) => {
    const result = runApp(nodeBinary(major), file);
    expect(result).toMatchObject({ page: 200, endpoints: ['GET /items/:id 3'] });
    expect(result.title).not.toBe('');
    expect(result.loaded.length).toBeGreaterThan(0);
    expect(result.loaded.filter((url) => /\/(storage|rollup|worker|api)\/|kysely|sqlite/.test(url))).toEqual([]);
  });
});

describe('the packed package', () => {
  it('has the version it says it has', () => {
    expect(tarball).toContain(`-${packageVersion}.tgz`);
  });

  it('passes publint and finds its types in every module resolution', () => {
    execFileSync('npx', ['publint', '--strict', tarball], { stdio: 'pipe' });
    execFileSync('npx', ['attw', '--profile', 'node16', tarball], { stdio: 'pipe' });
  });

  it('holds no tests, sources or maps of them', () => {
    const listing = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
    expect(listing.filter((file) => /\.test\.|\/src\/|\.map$/.test(file))).toEqual([]);
    expect(listing).toEqual(
      expect.arrayContaining(['package/dist/index.cjs', 'package/dist/ui/index.html', 'package/LICENSE']),
    );
  });
});
