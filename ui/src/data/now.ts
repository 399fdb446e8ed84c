import { useSyncExternalStore } from 'react';

const TICK_MILLIS = 5000;

let now = Date.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

/** The clock for texts such as `3 min ago`: one timer for all of them. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, TICK_MILLIS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
