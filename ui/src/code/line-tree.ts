import type { ApiCodeLine } from '../../../src/api/contract.ts';

/** A row of an answer whose rows lie in preorder. */
export type TreeLine = ApiCodeLine & { readonly indent: number };

export interface LineNode<Line extends TreeLine> {
  /** The same for the same line below the same lines, also in another answer; short enough for the URL. */
  readonly key: string;
  readonly line: Line;
  readonly children: readonly LineNode<Line>[];
}

/** The outermost lines, with all others below them. */
export function lineTree<Line extends TreeLine>(lines: readonly Line[]): readonly LineNode<Line>[] {
  const roots: OpenNode<Line>[] = [];
  const path: OpenNode<Line>[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    path.length = Math.min(line.indent, path.length);
    const above = path.at(-1);
    const node = { key: freeKey(`${above?.key ?? ''}/${nameOf(line)}`, seen), line, children: [] };
    (above?.children ?? roots).push(node);
    path.push(node);
  }
  return roots;
}

/** Every node, parents before children. */
export function* allNodes<Line extends TreeLine>(nodes: readonly LineNode<Line>[]): Generator<LineNode<Line>> {
  for (const node of nodes) {
    yield node;
    yield* allNodes(node.children);
  }
}

interface OpenNode<Line extends TreeLine> extends LineNode<Line> {
  readonly children: OpenNode<Line>[];
}

function nameOf({ file, line, function: name }: TreeLine): string {
  return `${file}:${line ?? ''}:${name}`;
}

function freeKey(path: string, seen: Set<string>): string {
  let key = hash(path);
  for (let copy = 2; seen.has(key); copy += 1) key = hash(`${path}#${copy}`);
  seen.add(key);
  return key;
}

/** FNV-1a: few lines, so 32 bits tell them apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
