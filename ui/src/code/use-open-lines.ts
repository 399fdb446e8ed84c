import { useCallback, useMemo, useState } from 'react';
import type { LineNode, TreeLine } from './line-tree.ts';
import { type Openness, type TreeRow, visibleRows } from './visible-rows.ts';

/** Lines of less time than this, of the whole, are not opened by themselves. */
const OPENED_SHARE = 0.05;

interface Opened {
  /** `some`: those that take much of the time. */
  readonly base: 'some' | 'all' | 'none';
  /** Opened or closed since, by key. */
  readonly toggled: ReadonlySet<string>;
}

export interface OpenLines<Line extends TreeLine> {
  readonly rows: readonly TreeRow<Line>[];
  readonly toggle: (key: string) => void;
  readonly expandAll: () => void;
  readonly hideAll: () => void;
  /** Opens what lies above a line, so that it comes into view. */
  readonly reveal: (keys: ReadonlySet<string>) => void;
}

const AT_FIRST: Opened = { base: 'some', toggled: new Set() };

/** Which lines of a tree are in view. `share`: the line's part of all time, 0-1. */
export function useOpenLines<Line extends TreeLine>(
  roots: readonly LineNode<Line>[],
  share: (line: Line) => number,
): OpenLines<Line> {
  const [opened, setOpened] = useState(AT_FIRST);
  const rows = useMemo(() => visibleRows(roots, opennessOf(opened, share)), [roots, opened, share]);
  const toggle = useCallback(
    (key: string) => setOpened(({ base, toggled }) => ({ base, toggled: toggledWith(toggled, key) })),
    [],
  );
  const reveal = useCallback(
    (keys: ReadonlySet<string>) => {
      setOpened((now) => {
        const openness = opennessOf(now, share);
        const shut = visitShut(roots, keys, openness);
        return shut.length === 0 ? now : { base: now.base, toggled: shut.reduce(toggledWith, now.toggled) };
      });
    },
    [roots, share],
  );
  return {
    rows,
    toggle,
    expandAll: () => setOpened({ base: 'all', toggled: new Set() }),
    hideAll: () => setOpened({ base: 'none', toggled: new Set() }),
    reveal,
  };
}

function opennessOf<Line extends TreeLine>({ base, toggled }: Opened, share: (line: Line) => number): Openness<Line> {
  const isOpen = (key: string, byItself: boolean): boolean =>
    (base === 'some' ? byItself : base === 'all') !== toggled.has(key);
  return {
    isOpen: ({ key, line }) => isOpen(key, share(line) >= OPENED_SHARE),
    isFoldOpen: (key) => isOpen(key, false),
  };
}

function visitShut<Line extends TreeLine>(
  nodes: readonly LineNode<Line>[],
  keys: ReadonlySet<string>,
  openness: Openness<Line>,
): readonly string[] {
  const folds = [...keys].filter((key) => key.endsWith('+') && !openness.isFoldOpen(key));
  const lines = (below: readonly LineNode<Line>[]): readonly string[] =>
    below
      .filter(({ key }) => keys.has(key))
      .flatMap((node) => [...(openness.isOpen(node) ? [] : [node.key]), ...lines(node.children)]);
  return [...folds, ...lines(nodes)];
}

function toggledWith(toggled: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(toggled);
  if (!next.delete(key)) next.add(key);
  return next;
}
