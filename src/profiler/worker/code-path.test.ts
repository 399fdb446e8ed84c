import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { hasApp, type PathFrame, toInnermostApp, withoutServer } from './code-path.ts';
import { SourceLines } from './source-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'code-path-'));
const sources = new SourceLines();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A function in a file that runs, made of this source. */
function compiled(name: string, sourcefile: string): PathFrame {
  const file = join(folder, `${name}.mjs`);
  const { code } = transformSync('export async function work() {\n  await null;\n}\n', {
    sourcemap: 'inline',
    sourcefile,
  });
  writeFileSync(file, code);
  return { file, function: 'work', definedLine: 1, definedColumn: 8, line: 2, column: 3 };
}

const app = compiled('app', join(folder, 'src/app.ts'));
const bundledLibrary = compiled('bundled', join(folder, 'node_modules/pg/client.js'));
const originOf = (frame: PathFrame) => sources.originOf(frame);

describe('a path through code with source maps', () => {
  it('ends at the innermost line of the app, though its libraries run in files of the app', () => {
    expect(toInnermostApp([app, bundledLibrary], originOf)).toEqual([app]);
  });

  it('begins at the outermost line of the app', () => {
    expect(withoutServer([bundledLibrary, app], originOf)).toEqual([app]);
    expect(hasApp([bundledLibrary], originOf)).toBe(false);
  });

  it('is known by where its functions are defined where a line has no column', () => {
    expect(originOf({ ...bundledLibrary, line: null, column: null })).toBe('library');
  });

  it('is that of the running file where there is no source map', () => {
    const frame = { ...app, file: join(folder, 'node_modules/pg/none.js') };
    expect(originOf(frame)).toBe('library');
    expect(originOf({ ...frame, file: join(folder, 'none.js') })).toBe('app');
  });
});
