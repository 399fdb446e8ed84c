import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CreatedTokenAnswer, TokenBody, TokensAnswer } from '../../../src/api/token-contract.ts';
import { queryKeys } from './query-keys.ts';
import { createToken, fetchTokens, revokeToken } from './token-client.ts';

/** For admins only. */
export function useTokens(): UseQueryResult<TokensAnswer> {
  return useQuery({ queryKey: queryKeys.tokens, queryFn: ({ signal }) => fetchTokens(signal) });
}

export function useCreateToken(): UseMutationResult<CreatedTokenAnswer, Error, TokenBody> {
  return useTokenChange(createToken);
}

export function useRevokeToken(): UseMutationResult<void, Error, number> {
  return useTokenChange(revokeToken);
}

function useTokenChange<Change, Result>(
  change: (change: Change) => Promise<Result>,
): UseMutationResult<Result, Error, Change> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Else a secret would stay in memory for as long as the page is open.
    gcTime: 0,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
}
