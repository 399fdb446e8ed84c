import { useMemo } from 'react';
import { useUrlSearch } from './use-view.ts';

/** Ids of what is opened on the page, kept in the URL. */
export function useUrlIds(name: string): readonly [ReadonlySet<number>, (id: number) => void] {
  const [search, change] = useUrlSearch();
  const text = search[name] ?? '';
  const ids = useMemo(() => new Set(text.split(',').filter(isId).map(Number)), [text]);
  const toggle = (id: number): void => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    change({ [name]: [...next].join(',') || undefined }, { replace: true });
  };
  return [ids, toggle];
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}
