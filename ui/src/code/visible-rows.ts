import { isSameLine } from './code-place.ts';
import { allNodes, type LineNode, type TreeLine } from './line-tree.ts';

/** A line in view. */
export interface LineRow<Line extends TreeLine> {
  readonly kind: 'line';
  readonly key: string;
  readonly depth: number;
  readonly node: LineNode<Line>;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  /** More time of the line above, which is of another kind. */
  readonly isContinuation: boolean;
}

/** Stands for lines of libraries and of Node; when open, they follow it. */
export interface FoldRow<Line extends TreeLine> {
  readonly kind: 'fold';
  readonly key: string;
  readonly depth: number;
  /** All that it stands for, without the app's lines that they call. */
  readonly folded: readonly LineNode<Line>[];
  readonly isOpen: boolean;
}

export type TreeRow<Line extends TreeLine> = LineRow<Line> | FoldRow<Line>;

export interface Openness<Line extends TreeLine> {
  /** Whether what is below the line is in view. */
  isOpen(node: LineNode<Line>): boolean;
  isFoldOpen(key: string): boolean;
}

/** Rows in view: the app's lines, and in one row each, until it is opened, the lines of others between them. */
export function visibleRows<Line extends TreeLine>(
  roots: readonly LineNode<Line>[],
  openness: Openness<Line>,
): readonly TreeRow<Line>[] {
  return [...rowsBelow({ key: '', line: null, children: roots }, 0, openness)];
}

type Above<Line extends TreeLine> = Pick<LineNode<Line>, 'key' | 'children'> & { readonly line: Line | null };

function* rowsBelow<Line extends TreeLine>(
  above: Above<Line>,
  depth: number,
  openness: Openness<Line>,
): Generator<TreeRow<Line>> {
  const { shown, folded } = split(above);
  if (folded.length === 0 || above.line?.origin === 'library' || above.line?.origin === 'node') {
    for (const node of above.children) yield* rowsOf(node, depth, { above, openness });
    return;
  }
  const key = `${above.key}+`;
  const isOpen = openness.isFoldOpen(key);
  if (!isOpen) for (const node of shown) yield* rowsOf(node, depth, { above, openness });
  yield { kind: 'fold', key, depth, folded, isOpen };
  if (isOpen) for (const node of above.children) yield* rowsOf(node, depth, { above, openness });
}

function* rowsOf<Line extends TreeLine>(
  node: LineNode<Line>,
  depth: number,
  { above, openness }: { readonly above: Above<Line>; readonly openness: Openness<Line> },
): Generator<TreeRow<Line>> {
  const canOpen = node.children.length > 0;
  const isOpen = canOpen && openness.isOpen(node);
  const isContinuation = !canOpen && above.line !== null && isSameLine(above.line, node.line);
  yield { kind: 'line', key: node.key, depth, node, canOpen, isOpen, isContinuation };
  if (isOpen) yield* rowsBelow(node, depth + 1, openness);
}

/** What stays in view while the lines of others are folded, and those. */
function split<Line extends TreeLine>({ line, children }: Above<Line>) {
  const shown: LineNode<Line>[] = [];
  const folded: LineNode<Line>[] = [];
  const visit = (node: LineNode<Line>): void => {
    // More time of the line above is no line of its own, whoever wrote it.
    if (node.line.origin === 'app' || (line !== null && isSameLine(line, node.line))) shown.push(node);
    else {
      folded.push(node);
      for (const child of node.children) visit(child);
    }
  };
  for (const child of children) visit(child);
  return { shown, folded };
}

/** The keys of all lines above this one, and of the folds that hide it. */
export function keysAbove<Line extends TreeLine>(roots: readonly LineNode<Line>[], key: string): ReadonlySet<string> {
  const path = pathTo(roots, key);
  // Lines of the app are in view though folded lines lie above them.
  const hidden = path.at(-1)?.line.origin === 'app' ? [] : path;
  const folds = hidden.flatMap(({ line }, at) => (line.origin === 'app' ? [] : [`${hidden[at - 1]?.key ?? ''}+`]));
  return new Set([...path.slice(0, -1).map((node) => node.key), ...folds]);
}

/** From the outermost line to this one; empty when there is none of this key. */
export function pathTo<Line extends TreeLine>(
  nodes: readonly LineNode<Line>[],
  key: string,
): readonly LineNode<Line>[] {
  for (const node of nodes) {
    if (node.key === key) return [node];
    const below = pathTo(node.children, key);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}

export function findNode<Line extends TreeLine>(
  roots: readonly LineNode<Line>[],
  key: string | null,
): LineNode<Line> | null {
  if (key === null) return null;
  for (const node of allNodes(roots)) if (node.key === key) return node;
  return null;
}
