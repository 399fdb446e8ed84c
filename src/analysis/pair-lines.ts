import type { TreeLine } from './line-tree.ts';

export interface LinePair {
  readonly key: string;
  readonly current: TreeLine | null;
  readonly before: TreeLine | null;
}

type Lines = ReadonlyMap<string, TreeLine>;

/**
 * Finds each line's counterpart in another version. Lines move when others are added above them, so a line is known by
 * its function and text; where a function has the same text more than once, by its place among its likes.
 */
export function pairLines(current: Lines, before: Lines): LinePair[] {
  if (before.size === 0) return [...current].map(([key, line]) => ({ key, current: line, before: null }));
  const likes = new Map<string, Likes>();
  const likesOf = (line: TreeLine): Likes => {
    const text = likeness(line);
    const known = likes.get(text) ?? { current: [], before: [] };
    likes.set(text, known);
    return known;
  };
  for (const [key, line] of current) likesOf(line).current.push({ key, line });
  for (const [key, line] of before) likesOf(line).before.push({ key, line });
  return [...likes.values()].flatMap(pairLikes);
}

interface Keyed {
  readonly key: string;
  readonly line: TreeLine;
}

interface Likes {
  readonly current: Keyed[];
  readonly before: Keyed[];
}

function likeness({ line: { file, line, function: name, code, origin } }: TreeLine): string {
  return JSON.stringify([file, name, origin, code ?? line]);
}

/** In their order; where one was added or removed, those that stayed in place go first. */
function pairLikes({ current, before }: Likes): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const olds = new Map(before.map((each) => [each.key, each.line]));
  let rest = current;
  if (current.length !== before.length) {
    rest = [];
    for (const { key, line } of current) {
      const same = olds.get(key);
      if (same === undefined) rest.push({ key, line });
      else pairs.push({ key, current: line, before: same });
      olds.delete(key);
    }
  }
  const left = before.filter(({ key }) => olds.has(key)).sort(byLine);
  for (const [at, { key, line }] of [...rest].sort(byLine).entries()) {
    pairs.push({ key, current: line, before: left[at]?.line ?? null });
  }
  for (const { key, line } of left.slice(rest.length)) pairs.push({ key, current: null, before: line });
  return pairs;
}

function byLine(a: Keyed, b: Keyed): number {
  return (a.line.line.line ?? 0) - (b.line.line.line ?? 0);
}
