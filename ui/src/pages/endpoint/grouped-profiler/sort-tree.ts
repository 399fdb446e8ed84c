import type { ApiGroupedLine } from '../../../../../src/api/contract.ts';
import { textOf } from '../../../code/code-place.ts';
import type { LineNode, TreeLine } from '../../../code/line-tree.ts';

type LineValue = (line: ApiGroupedLine) => string | number | null;

/** What each column of the table sorts by. */
export const LINE_VALUES: ReadonlyMap<string, LineValue> = new Map<string, LineValue>([
  ['line', textOf],
  ['hits', ({ hits }) => hits],
  ['average', ({ averageMillis }) => averageMillis],
  ['deviation', ({ standardDeviationMillis }) => standardDeviationMillis],
  ['total', ({ totalMillis }) => totalMillis],
  ['before', ({ baseline }) => baseline?.averageMillis ?? null],
  ['change', ({ averageMillis, baseline }) => averageMillis - (baseline?.averageMillis ?? 0)],
  ['bar', ({ byKind }) => byKind.cpu + byKind.gc],
]);

/** Lines below the same line, by value; nothing moves to another line. */
export function sortTree<Line extends TreeLine>(
  nodes: readonly LineNode<Line>[],
  value: (line: Line) => string | number | null,
  descending: boolean,
): readonly LineNode<Line>[] {
  const direction = descending ? -1 : 1;
  return nodes
    .map((node) => ({ ...node, children: sortTree(node.children, value, descending) }))
    .sort((left, right) => compare(value(left.line), value(right.line)) * direction);
}

function compare(left: string | number | null, right: string | number | null): number {
  if (typeof left === 'string' || typeof right === 'string')
    return String(left ?? '').localeCompare(String(right ?? ''));
  return (left ?? Number.NEGATIVE_INFINITY) - (right ?? Number.NEGATIVE_INFINITY);
}

/** Lines that match, with those above them; below a match everything stays. */
export function filterTree<Line extends TreeLine>(
  nodes: readonly LineNode<Line>[],
  matches: (line: Line) => boolean,
): readonly LineNode<Line>[] {
  return nodes.flatMap((node) => {
    if (matches(node.line)) return [node];
    const children = filterTree(node.children, matches);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}
