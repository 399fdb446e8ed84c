import { useSyncExternalStore } from 'react';

let hovered: number | null = null;
const listeners = new Set<() => void>();

/** The time under the pointer in any chart, so that all charts of the page show their line there. */
export function setHoveredTime(time: number | null): void {
  if (time === hovered) return;
  hovered = time;
  for (const listener of listeners) listener();
}

export function useHoveredTime(): number | null {
  return useSyncExternalStore(subscribe, () => hovered);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
