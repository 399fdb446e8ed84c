import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findViolations, RULES } from './import-rules.ts';

const roots: string[] = [];

function plant(file: string, code: string): string {
  const root = mkdtempSync(join(tmpdir(), 'nmd-import-rules-'));
  roots.push(root);
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), code);
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

describe('import rules', () => {
  it('hold in src', () => {
    expect(findViolations('src')).toEqual([]);
  });

  it.each([
    ['the app thread loading storage', 'collector/a.ts', "import { x } from '../storage/storage.ts'; export { x };"],
    ['values where only types are allowed', 'api/a.ts', "import { x } from '../storage/storage.ts'; export { x };"],
    ['a dynamic import', 'web/a.ts', "export const x = await import('../worker/worker-main.ts');"],
    ['a re-export', 'transport/a.ts', "export { x } from '../api/api.ts';"],
    ['model importing anything', 'model/a.ts', "import { x } from '../config/options.ts'; export { x };"],
    [
      'a driver outside its engine',
      'storage/sql/a.ts',
      "import { DatabaseSync } from 'node:sqlite'; export { DatabaseSync };",
    ],
    ['one engine importing another', 'storage/mysql/a.ts', "import { x } from '../sqlite/driver.ts'; export { x };"],
    ['a folder without a rule', 'stuff/a.ts', "import { x } from '../model/clock.ts'; export { x };"],
  ])('notice %s', (_name, file, code) => {
    expect(findViolations(plant(file, code))).toHaveLength(1);
  });

  it('allow types where the table says so', () => {
    expect(
      findViolations(
        plant('api/a.ts', "import type { Storage } from '../storage/storage.ts'; export type { Storage };\n"),
      ),
    ).toEqual([]);
  });

  it('never let the app thread import the worker side', () => {
    const appSide = Object.values(RULES).filter((rule) => rule.thread === 'app');
    const workerSide = Object.keys(RULES).filter((name) => RULES[name]?.thread === 'worker');
    expect(appSide.flatMap((rule) => rule.imports).filter((name) => workerSide.includes(name))).toEqual([]);
  });
});

describe('things with one home', () => {
  it.each([
    ['the clock', /\bDate\.now\(|\bperformance\.now\(|new Date\(\)/, ['model/clock.ts']],
    ['the environment', /\bprocess\.env\b/, ['config/', 'cli/']],
    // V8's profiler is begun and ended by a console function, in code for the inspector.
    ['the console', /\bconsole\.\w+\(/, ['cli/', 'profiler/worker/inspector-sampler.ts']],
  ])('%s', (_name, pattern, homes) => {
    const strays = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .filter((file) => !homes.some((home) => file.startsWith(home)))
      .filter((file) => pattern.test(withoutComments(readFileSync(join('src', file), 'utf8'))));
    expect(strays).toEqual([]);
  });
});

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
