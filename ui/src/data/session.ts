import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiUser, SessionAnswer } from '../../../src/api/contract.ts';
import { queryKeys } from './query-keys.ts';
import { fetchSession } from './user-client.ts';

export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: ({ signal }) => fetchSession(signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** Null only on the login page. */
export function useUser(): ApiUser | null {
  return useQuery({ ...sessionQuery, enabled: false }).data?.user ?? null;
}

export function useIsAdmin(): boolean {
  return useUser()?.role === 'admin';
}

/** What the last user saw must not be shown to the next. */
export function startSession(queryClient: QueryClient, session: SessionAnswer): void {
  queryClient.clear();
  queryClient.setQueryData(queryKeys.session, session);
}
