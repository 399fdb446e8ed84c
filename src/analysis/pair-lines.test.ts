import { describe, expect, it } from 'vitest';
import { exampleProfile, node } from '../../test/support/example-details.ts';
import type { CodeLine } from '../model/code-line.ts';
import { groupedLines } from './grouped-profile.ts';
import { mergeTrees, treeOf } from './line-tree.ts';

function line(number: number, code: string | null, name = 'handler'): CodeLine {
  return { file: '/srv/app.ts', line: number, function: name, code, origin: 'app' };
}

/** The comparison of two versions whose lines have 10, 20, 30, … ms in their order. */
function compare(before: readonly CodeLine[], after: readonly CodeLine[]): readonly string[] {
  const [old, current] = [before, after].map((codeLines) =>
    mergeTrees([
      treeOf(
        exampleProfile(
          { method: 'GET', route: '/' },
          { codeLines, nodes: codeLines.map((_, at) => node(0, at, { self: { cpu: 10 * (at + 1) } })) },
        ),
      ),
    ]),
  );
  if (current === undefined || old === undefined) return [];
  return groupedLines(current, old)
    .map(
      ({ line: { line: place }, hits, totalMillis, baseline }) =>
        `${place}: ${hits === 0 ? 'gone' : totalMillis} was ${baseline === null ? 'new' : baseline.totalMillis}`,
    )
    .sort();
}

describe('two versions', () => {
  it('are compared line by line', () => {
    const lines = [line(1, 'a()'), line(2, 'b()')];
    expect(compare(lines, lines)).toEqual(['1: 10 was 10', '2: 20 was 20']);
  });

  it('find lines that moved, also those that read alike', () => {
    const before = [line(1, 'a()'), line(5, 'await x()'), line(9, 'await x()')];
    const after = [line(5, 'a()'), line(9, 'await x()'), line(13, 'await x()')];
    expect(compare(before, after)).toEqual(['13: 30 was 30', '5: 10 was 10', '9: 20 was 20']);
  });

  it('know a line that was added among its likes', () => {
    const before = [line(5, 'await x()'), line(9, 'await x()')];
    const after = [line(5, 'await x()'), line(7, 'await x()'), line(9, 'await x()')];
    expect(compare(before, after)).toEqual(['5: 10 was 10', '7: 20 was new', '9: 30 was 20']);
  });

  it('tell what is new from what is gone', () => {
    expect(compare([line(1, 'a()')], [line(1, 'b()')])).toEqual(['1: 10 was new', '1: gone was 10']);
  });

  it('know lines without text by their number', () => {
    expect(compare([line(1, null), line(2, null)], [line(2, null)])).toEqual(['1: gone was 10', '2: 10 was 20']);
  });
});
