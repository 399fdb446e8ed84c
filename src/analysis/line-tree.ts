import type { CodeLine } from '../model/code-line.ts';
import { PROFILE_NOTES, type Profile, type ProfileNode, type ProfileNote } from '../model/profile.ts';
import { addMicros, type KindMicros, microsOf, noMicros, totalMicros } from './kind-micros.ts';

/** Profiles of any number of requests in one tree. */
export interface LineTree {
  readonly requests: number;
  /** Of all requests together. */
  readonly durationMicros: number;
  readonly lines: ReadonlyMap<string, TreeLine>;
  readonly notes: ReadonlySet<ProfileNote>;
}

/** A line of code below the lines that led to it. All its figures are sums, so that trees merge exactly. */
export interface TreeLine {
  readonly line: CodeLine;
  /** Requests in which it was seen. */
  hits: number;
  /** With everything below. */
  readonly micros: KindMicros;
  readonly selfMicros: KindMicros;
  /** Of each request's time with everything below; beyond what a number holds exactly. */
  squares: bigint;
  /** Microseconds by what was waited for, and by who held the event loop. */
  waits: Map<string, number> | null;
  holders: Map<string, number> | null;
  readonly below: Map<string, TreeLine>;
}

/** One request's. A line that is there twice below the same lines counts as one. */
export function treeOf({ nodes, codeLines, durationMillis, notes }: Profile): LineTree {
  const lines = new Map<string, TreeLine>();
  const path: TreeLine[] = [];
  const found: { readonly line: TreeLine; readonly above: TreeLine | undefined }[] = [];
  for (const node of nodes) {
    const code = codeLines[node.code];
    if (code === undefined) continue;
    const depth = Math.max(0, Math.min(node.indent, path.length));
    path.length = depth;
    const above = path[depth - 1];
    const siblings = above?.below ?? lines;
    const key = lineKey(code);
    let line = siblings.get(key);
    if (line === undefined) {
      line = emptyLine(code);
      siblings.set(key, line);
      found.push({ line, above });
    }
    addNode(line, node);
    path.push(line);
  }
  // A line is found after the lines above it.
  for (const { line, above } of found.reverse()) {
    addMicros(line.micros, line.selfMicros);
    line.squares = BigInt(totalMicros(line.micros)) ** 2n;
    line.hits = 1;
    if (above !== undefined) addMicros(above.micros, line.micros);
  }
  return { requests: 1, durationMicros: totalMicros(microsOf({ cpu: durationMillis })), lines, notes: new Set(notes) };
}

/** The same whatever the order of the trees, and whether they are merged at once or in parts. */
export function mergeTrees(trees: Iterable<LineTree>): LineTree {
  const lines = new Map<string, TreeLine>();
  const notes = new Set<ProfileNote>();
  let requests = 0;
  let durationMicros = 0;
  for (const tree of trees) {
    requests += tree.requests;
    durationMicros += tree.durationMicros;
    for (const note of tree.notes) notes.add(note);
    addLines(lines, tree.lines);
  }
  return { requests, durationMicros, lines, notes: new Set(PROFILE_NOTES.filter((note) => notes.has(note))) };
}

export function emptyLine(line: CodeLine): TreeLine {
  return {
    line,
    hits: 0,
    micros: noMicros(),
    selfMicros: noMicros(),
    squares: 0n,
    waits: null,
    holders: null,
    below: new Map(),
  };
}

/** What took longest; of equals the first by name, so that the answer does not depend on the order of merging. */
export function longest(micros: ReadonlyMap<string, number> | null): string | null {
  let best: readonly [string, number] | null = null;
  for (const each of micros ?? []) {
    if (best === null || each[1] > best[1] || (each[1] === best[1] && each[0] < best[0])) best = each;
  }
  return best === null ? null : best[0];
}

/** Of lines seen before: profiles of one question share theirs. */
const KEYS = new WeakMap<CodeLine, string>();

function lineKey(code: CodeLine): string {
  let key = KEYS.get(code);
  if (key === undefined) {
    key = JSON.stringify([code.file, code.line, code.function, code.code, code.origin]);
    KEYS.set(code, key);
  }
  return key;
}

function addNode(line: TreeLine, { self, waitsFor, heldBy }: ProfileNode): void {
  const micros = microsOf(self);
  addMicros(line.selfMicros, micros);
  if (waitsFor !== null) line.waits = addTo(line.waits, waitsFor, micros.await);
  if (heldBy !== null) line.holders = addTo(line.holders, heldBy, micros.queue);
}

function addLines(to: Map<string, TreeLine>, from: ReadonlyMap<string, TreeLine>): void {
  for (const [key, source] of from) {
    let target = to.get(key);
    if (target === undefined) {
      target = emptyLine(source.line);
      to.set(key, target);
    }
    target.hits += source.hits;
    target.squares += source.squares;
    addMicros(target.micros, source.micros);
    addMicros(target.selfMicros, source.selfMicros);
    for (const [text, micros] of source.waits ?? []) target.waits = addTo(target.waits, text, micros);
    for (const [text, micros] of source.holders ?? []) target.holders = addTo(target.holders, text, micros);
    addLines(target.below, source.below);
  }
}

function addTo(sums: Map<string, number> | null, text: string, micros: number): Map<string, number> {
  const to = sums ?? new Map<string, number>();
  return to.set(text, (to.get(text) ?? 0) + micros);
}
