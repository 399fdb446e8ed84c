import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Comparison } from './comparison.ts';
import type { FilterName } from './filters.ts';
import { lastOf, stepped, type TimeChoice } from './time-choice.ts';
import { comparisonSearch, filterSearch, parseView, type Search, timeSearch, type View } from './view.ts';

/** The URL's query, and how to change parts of it. */
export function useUrlSearch(): readonly [Search, (changes: Search, options?: { readonly replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Search, options: { readonly replace?: boolean } = {}) => {
      void navigate({
        to: '.',
        search: (previous: Search) => ({ ...previous, ...changes }),
        replace: options.replace ?? false,
        resetScroll: false,
      } as never);
    },
    [navigate],
  );
  return [search, change];
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The time that a page shows while none was chosen: `14d`. */
    readonly openingRange?: string;
  }
}

export interface ViewActions {
  setTime(time: TimeChoice): void;
  stepTime(direction: -1 | 1): void;
  setComparison(comparison: Comparison): void;
  setFilter(name: FilterName, value: string | null): void;
}

export function useView(): View {
  const [search] = useUrlSearch();
  const openingRange = useRouterState({ select: ({ matches }) => matches.at(-1)?.staticData.openingRange });
  return useMemo(() => parseView(search, lastOf(openingRange ?? '') ?? undefined), [search, openingRange]);
}

export function useViewActions(): ViewActions {
  const [, change] = useUrlSearch();
  const { time } = useView();
  return useMemo(
    () => ({
      setTime: (choice) => change(timeSearch(choice)),
      stepTime: (direction) => change(timeSearch(stepped(time, direction, Date.now()))),
      setComparison: (comparison) => change(comparisonSearch(comparison)),
      setFilter: (name, value) => change(filterSearch(name, value)),
    }),
    [change, time],
  );
}
