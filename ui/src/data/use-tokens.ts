import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CreatedTokenAnswer, TokenBody, TokensAnswer } from '../../../src/api/token-contract.ts';
import { queryKeys } from './query-keys.ts';
import { createToken, fetchTokens, revokeToken } from './token-client.ts';
import { useChange } from './use-change.ts';

/** For admins only. */
export function useTokens(): UseQueryResult<TokensAnswer> {
  return useQuery({ queryKey: queryKeys.tokens, queryFn: ({ signal }) => fetchTokens(signal) });
}

export function useCreateToken(): UseMutationResult<CreatedTokenAnswer, Error, TokenBody> {
  return useChange(createToken, queryKeys.tokens);
}

export function useRevokeToken(): UseMutationResult<void, Error, number> {
  return useChange(revokeToken, queryKeys.tokens);
}
