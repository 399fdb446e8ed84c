import { useSyncExternalStore } from 'react';

/** One choice of this person on this browser. Kept in memory where storage is blocked. */
export interface Preference<Value extends string> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function preference<Value extends string>(
  name: string,
  allowed: readonly Value[],
  fallback: Value,
): Preference<Value> {
  const key = `node-monitoring-dashboard.${name}`;
  const listeners = new Set<() => void>();
  const stored = readStored(key);
  let current = allowed.find((value) => value === stored) ?? fallback;
  return {
    get: () => current,
    set(value) {
      current = value;
      writeStored(key, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function usePreference<Value extends string>({
  get,
  set,
  subscribe,
}: Preference<Value>): readonly [Value, (value: Value) => void] {
  return [useSyncExternalStore(subscribe, get), set];
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Blocked or full: the choice lasts as long as the page.
  }
}
