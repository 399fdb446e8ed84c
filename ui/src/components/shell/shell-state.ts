import { createContext, useContext } from 'react';

/** At most one of these is open. */
export type Surface = 'time' | 'help' | 'palette' | 'nav' | 'password';

export interface ShellState {
  readonly open: Surface | null;
  readonly show: (surface: Surface | null) => void;
}

export const ShellContext: React.Context<ShellState> = createContext<ShellState>({ open: null, show: () => undefined });

export function useShell(): ShellState {
  return useContext(ShellContext);
}
