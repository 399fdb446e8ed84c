import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useViewActions } from '../../data/use-view.ts';
import { viewParameters } from '../../data/view.ts';
import { START_PATH } from '../../pages/page-table.ts';
import type { ShellState } from './shell-state.ts';

export const SHORTCUTS = [
  { keys: ['?'], what: 'Show this help' },
  { keys: ['/'], what: 'Filter the table' },
  { keys: ['g', 'o'], what: 'Go to the overview' },
  { keys: ['['], what: 'Step back in time' },
  { keys: [']'], what: 'Step forward in time' },
  { keys: ['t'], what: 'Choose the time range' },
  { keys: ['Ctrl', 'K'], what: 'Go to any endpoint or page' },
] as const;

/** The two keys of `g o` must follow within this time. */
const SEQUENCE_MILLIS = 1000;

export function useShortcuts({ open, show }: ShellState): void {
  const navigate = useNavigate();
  const { stepTime } = useViewActions();
  const goPressedAt = useRef(0);
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      '?': () => show('help'),
      '/': focusFilter,
      '[': () => stepTime(-1),
      ']': () => stepTime(1),
      t: () => show('time'),
      g: () => {
        goPressedAt.current = performance.now();
      },
      o: () => {
        if (performance.now() - goPressedAt.current > SEQUENCE_MILLIS) return;
        void navigate({ to: START_PATH, search: viewParameters } as never);
      },
    };
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        show(open === 'palette' ? null : 'palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || open !== null || isTyping(event.target)) return;
      const action = actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [open, show, navigate, stepTime]);
}

function focusFilter(): void {
  document.querySelector<HTMLInputElement>('[data-filter-box]')?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]') !== null
  );
}
