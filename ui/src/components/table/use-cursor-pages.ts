import { useState } from 'react';
import { preference, usePreference } from '../../data/preference.ts';

export const PAGE_SIZES = ['10', '25', '50', '100', '200'] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

const pageSize = preference<PageSize>('page-size', PAGE_SIZES, '50');

export interface Pages {
  /** From 1. */
  readonly page: number;
  readonly size: PageSize;
  readonly setSize: (size: PageSize) => void;
  /** Null: there is no such page. */
  readonly older: (() => void) | null;
  readonly newer: (() => void) | null;
}

interface CursorPages {
  /** What to ask for. */
  readonly limit: number;
  readonly cursor: string | null;
  /** Pages around the answer; null while it is on its way. */
  readonly of: (answer: { readonly nextCursor: string | null } | null | undefined) => Pages;
}

/** Cursors of the pages before, so that one can go back. Another `place` starts over. */
export function useCursorPages(where: string): CursorPages {
  const [size, setSize] = usePreference(pageSize);
  const place = `${where} ${size}`;
  const [visited, setVisited] = useState<{ readonly place: string; readonly cursors: readonly string[] }>({
    place,
    cursors: [],
  });
  const cursors = visited.place === place ? visited.cursors : [];
  return {
    limit: Number(size),
    cursor: cursors.at(-1) ?? null,
    of(answer) {
      const next = answer?.nextCursor ?? null;
      return {
        page: cursors.length + 1,
        size,
        setSize,
        older: next === null ? null : () => setVisited({ place, cursors: [...cursors, next] }),
        newer: cursors.length === 0 ? null : () => setVisited({ place, cursors: cursors.slice(0, -1) }),
      };
    },
  };
}
