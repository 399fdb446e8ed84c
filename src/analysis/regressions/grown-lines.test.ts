import { expect, test } from 'vitest';
import { exampleProfile, HANDLER, node, PRICE, QUERY } from '../../../test/support/example-details.ts';
import type { ProfileNode } from '../../model/profile.ts';
import { type LineTree, mergeTrees, treeOf } from '../line-tree.ts';
import { grownLines } from './grown-lines.ts';

const ENDPOINT = { method: 'POST', route: '/orders' };

function tree(requests: number, nodes: readonly ProfileNode[], line = 0): LineTree {
  const codeLines = [HANDLER, { ...PRICE, line: (PRICE.line ?? 0) + line }, QUERY];
  return mergeTrees(Array.from({ length: requests }, () => treeOf(exampleProfile(ENDPOINT, { nodes, codeLines }))));
}

const BEFORE = [
  node(0, 0, { self: { cpu: 5 } }),
  node(1, 2, { self: { await: 60 } }),
  node(1, 1, { self: { cpu: 20 } }),
];
const SLOWER = [
  node(0, 0, { self: { cpu: 5.5, queue: 100 } }),
  node(1, 2, { self: { await: 40 } }),
  node(1, 1, { self: { cpu: 60, gc: 20 } }),
  node(2, 1, { self: { cpu: 10 } }),
];

test('the line that grew is named with its time in a request before and now, also when it moved and is called twice', () => {
  expect(grownLines(tree(3, BEFORE), tree(5, SLOWER, 7))).toEqual([
    { line: { ...PRICE, line: 64 }, baselineMillis: 20, comparisonMillis: 90 },
  ]);
});

test('time in a library belongs to the app’s line that called it', () => {
  const slower = [
    node(0, 0, { self: { cpu: 5 } }),
    node(1, 2, { self: { await: 200 } }),
    node(1, 1, { self: { cpu: 20 } }),
  ];
  expect(grownLines(tree(3, BEFORE), tree(3, slower))).toEqual([
    { line: HANDLER, baselineMillis: 65, comparisonMillis: 205 },
  ]);
});

test('waiting for the code of others is nobody’s line, and a few profiles prove nothing', () => {
  const waiting = [node(0, 0, { self: { cpu: 5, queue: 500 } })];
  expect(grownLines(tree(3, BEFORE), tree(3, waiting))).toEqual([]);
  expect(grownLines(tree(2, BEFORE), tree(9, SLOWER))).toEqual([]);
  expect(grownLines(tree(9, BEFORE), tree(2, SLOWER))).toEqual([]);
});
