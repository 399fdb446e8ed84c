import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

const SHOWN_MILLIS = 8000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Tells in a corner of the page that something the person asked for failed. */
export function showFailure(title: string, error: Error): void {
  lastId += 1;
  const toast = { id: lastId, title, text: error.message };
  change([...toasts, toast]);
  window.setTimeout(() => dismiss(toast.id), SHOWN_MILLIS);
}

export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
