import type { CodeLine } from '../../model/code-line.ts';
import type { LineKind, ProfileNode } from '../../model/profile.ts';
import type { CodePath, PathFrame } from './code-path.ts';

/** A stretch of time at the end of a path. */
export interface TimeSpent {
  readonly kind: LineKind;
  readonly millis: number;
  readonly waitsFor?: string | null;
  readonly heldBy?: string | null;
}

interface TreeNode {
  readonly code: number;
  readonly self: Partial<Record<LineKind, number>>;
  readonly waits: Map<string, number>;
  readonly holders: Map<string, number>;
  readonly children: Map<number, TreeNode>;
}

const MAXIMUM_NODES = 5000;

/** Adds up where time went, line by line along the paths of calls. */
export class ExecutionTree {
  readonly #lineOf: (frame: PathFrame) => CodeLine;
  readonly #root: TreeNode = newNode(-1);
  readonly #codeLines: CodeLine[] = [];
  readonly #codeIndexes = new Map<string, number>();
  #size = 0;
  isTruncated = false;

  constructor(lineOf: (frame: PathFrame) => CodeLine) {
    this.#lineOf = lineOf;
  }

  add(path: CodePath, { kind, millis, waitsFor = null, heldBy = null }: TimeSpent): void {
    if (millis <= 0) return;
    const node = this.#nodeAt(path);
    node.self[kind] = (node.self[kind] ?? 0) + millis;
    if (waitsFor !== null) node.waits.set(waitsFor, (node.waits.get(waitsFor) ?? 0) + millis);
    if (heldBy !== null) node.holders.set(heldBy, (node.holders.get(heldBy) ?? 0) + millis);
  }

  get codeLines(): readonly CodeLine[] {
    return this.#codeLines;
  }

  /** In preorder. */
  nodes(): readonly ProfileNode[] {
    const nodes: ProfileNode[] = [];
    const visit = (node: TreeNode, indent: number): void => {
      const [waitsFor, heldBy] = [longest(node.waits), longest(node.holders)];
      nodes.push({ indent, code: node.code, self: node.self, waitsFor, heldBy });
      for (const child of node.children.values()) visit(child, indent + 1);
    };
    for (const child of this.#root.children.values()) visit(child, 0);
    return nodes;
  }

  #nodeAt(path: CodePath): TreeNode {
    let node = this.#root;
    for (const frame of path) {
      const code = this.#codeIndex(this.#lineOf(frame));
      const known = node.children.get(code);
      if (known === undefined && this.#size >= MAXIMUM_NODES && node !== this.#root) {
        this.isTruncated = true;
        return node;
      }
      const child = known ?? newNode(code);
      if (known === undefined) this.#size += 1;
      node.children.set(code, child);
      node = child;
    }
    return node;
  }

  #codeIndex(line: CodeLine): number {
    const key = `${line.file}\n${line.line}\n${line.function}`;
    const known = this.#codeIndexes.get(key);
    if (known !== undefined) return known;
    this.#codeIndexes.set(key, this.#codeLines.length);
    return this.#codeLines.push(line) - 1;
  }
}

function newNode(code: number): TreeNode {
  return { code, self: {}, waits: new Map(), holders: new Map(), children: new Map() };
}

function longest(times: ReadonlyMap<string, number>): string | null {
  return [...times].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
