import { useUrlSearch } from './use-view.ts';

/** One of few values kept in the URL, which leaves the fallback out. */
export function useUrlChoice<Value extends string>(
  name: string,
  allowed: readonly Value[],
  fallback: Value,
): readonly [Value, (value: Value) => void] {
  const [search, change] = useUrlSearch();
  const value = allowed.find((each) => each === search[name]) ?? fallback;
  return [value, (wanted) => change({ [name]: wanted === fallback ? undefined : wanted }, { replace: true })];
}
