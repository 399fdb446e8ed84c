import { describe, expect, it } from 'vitest';
import type { CodeOrigin } from '../../../src/model/code-line.ts';
import { allNodes, lineTree, type TreeLine } from './line-tree.ts';
import { keysAbove, type TreeRow, visibleRows } from './visible-rows.ts';

/** `app handler`, two blanks per indent. */
function linesOf(text: string): readonly TreeLine[] {
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const [origin, name = ''] = row.trim().split(' ');
      const indent = (row.length - row.trimStart().length) / 2;
      return {
        indent,
        file: `/${origin}/${name}.js`,
        line: 1,
        function: name,
        code: null,
        origin: origin as CodeOrigin,
      };
    });
}

const EXPRESS = `
library router
  library layer
    app handler
      app query
        library client
          node write
        app format
node listener`;

function shown(rows: readonly TreeRow<TreeLine>[]): readonly string[] {
  return rows.map((row) => {
    const blanks = '  '.repeat(row.depth);
    if (row.kind === 'line') return `${blanks}${row.node.line.function}`;
    return `${blanks}+ ${row.folded.map(({ line }) => line.function).join(', ')}`;
  });
}

const OPEN = { isOpen: () => true, isFoldOpen: () => false };

describe('rows of a tree', () => {
  const roots = lineTree(linesOf(EXPRESS));

  it('are of the app, with the lines of others in one row each', () => {
    expect(shown(visibleRows(roots, OPEN))).toEqual([
      'handler',
      '  query',
      '    format',
      '    + client, write',
      '+ router, layer, listener',
    ]);
  });

  it('are all of them, each in its place, once they are opened', () => {
    const rows = visibleRows(roots, { isOpen: () => true, isFoldOpen: () => true });
    expect(shown(rows)).toEqual([
      '+ router, layer, listener',
      'router',
      '  layer',
      '    handler',
      '      query',
      '        + client, write',
      '        client',
      '          write',
      '        format',
      'listener',
    ]);
    const lines = rows.flatMap((row) => (row.kind === 'line' ? [row.key] : []));
    expect(lines).toEqual([...allNodes(roots)].map(({ key }) => key));
  });

  it('hide what is below a closed line', () => {
    expect(shown(visibleRows(roots, { ...OPEN, isOpen: () => false }))).toEqual([
      'handler',
      '+ router, layer, listener',
    ]);
  });

  it('keep more time of the line above apart from the lines of others', () => {
    const rows = visibleRows(lineTree(linesOf('library client\n  library client')), {
      ...OPEN,
      isFoldOpen: () => true,
    });
    expect(rows.map((row) => row.kind === 'line' && row.isContinuation)).toEqual([false, false, true]);
  });
});

describe('keys of a tree', () => {
  it('are the same for the same line below the same lines, and never for two lines', () => {
    const [first, second] = [lineTree(linesOf(EXPRESS)), lineTree(linesOf(`${EXPRESS}\napp late`))];
    const keys = [...allNodes(first)].map(({ key }) => key);
    expect([...allNodes(second)].map(({ key }) => key).slice(0, keys.length)).toEqual(keys);
    const twins = [...allNodes(lineTree(linesOf('app twin\napp twin\n  app twin')))].map(({ key }) => key);
    expect(new Set(twins).size).toBe(3);
  });

  it('tell what has to be opened to bring a line into view', () => {
    const roots = lineTree(linesOf(EXPRESS));
    const nodes = [...allNodes(roots)];
    const keyOf = (name: string): string => nodes.find(({ line }) => line.function === name)?.key ?? '';
    expect(keysAbove(roots, keyOf('format'))).toEqual(new Set(['router', 'layer', 'handler', 'query'].map(keyOf)));
    const above = keysAbove(roots, keyOf('write'));
    expect(above.has(`${keyOf('query')}+`)).toBe(true);
    expect(above.has(keyOf('client'))).toBe(true);
  });
});
