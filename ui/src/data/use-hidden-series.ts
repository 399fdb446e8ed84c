import { useMemo } from 'react';
import { useUrlSearch } from './use-view.ts';

/** Keys of the series that a chart leaves out, kept in the URL. */
export function useHiddenSeries(): readonly [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const [search, change] = useUrlSearch();
  const text = search['hidden'] ?? '';
  const hidden = useMemo(() => new Set(text.split(',').filter(Boolean)), [text]);
  return [hidden, (next) => change({ hidden: [...next].join(',') || undefined }, { replace: true })];
}
