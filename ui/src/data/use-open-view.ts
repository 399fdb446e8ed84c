import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, viewParameters } from './view.ts';

/** Opens another page in the same view, changed by these parameters. */
export function useOpenView(): (to: string, changes?: Search) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, changes = {}) => {
      void navigate({
        to,
        search: (previous: Search) => ({ ...viewParameters(previous), ...changes }),
      } as never);
    },
    [navigate],
  );
}
