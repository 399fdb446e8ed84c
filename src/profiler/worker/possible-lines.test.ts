import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PossibleLines } from './possible-lines.ts';
import { SourceLines } from './source-lines.ts';

const file = join(mkdtempSync(join(tmpdir(), 'nmd-lines-')), 'app.js');
writeFileSync(
  file,
  ['', 'function spin() {', '  step();', '  step();', '}', 'spin();', 'const twice = () => step() + step();', ''].join(
    '\n',
  ),
);

function stack(...leafLines: readonly (readonly [line: number, share: number])[]) {
  const frames = [{ file, function: 'spin', definedLine: 2, definedColumn: 14 }];
  return { frames, leafLines: leafLines.map(([line, share]) => ({ line, share })) };
}

it('leaves out lines on which the function cannot stand', () => {
  const lines = new PossibleLines(new SourceLines());
  expect(lines.of(stack([3, 0.3], [4, 0.3], [1, 0.2], [139, 0.2])).leafLines).toEqual([
    { line: 3, share: 0.5 },
    { line: 4, share: 0.5 },
  ]);
  const fine = stack([3, 1]);
  expect(lines.of(fine)).toBe(fine);
});

it('takes the lines that the function was last seen on where V8 tells none', () => {
  const lines = new PossibleLines(new SourceLines());
  expect(lines.of(stack([139, 1])).leafLines).toEqual([]);
  lines.of(stack([3, 1]));
  expect(lines.of(stack([139, 1])).leafLines).toEqual([{ line: 3, share: 1 }]);
  expect(lines.of(stack()).leafLines).toEqual([{ line: 3, share: 1 }]);
});

it('knows the line of a function that has only one', () => {
  const twice = { file, function: 'twice', definedLine: 7, definedColumn: 15 };
  const leafLines = [{ line: 139, share: 1 }];
  expect(new PossibleLines(new SourceLines()).of({ frames: [twice], leafLines }).leafLines).toEqual([
    { line: 7, share: 1 },
  ]);
});
