import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { StatusAnswer } from '../../../src/api/contract.ts';
import { fetchStatus } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

export function useStatus(): UseQueryResult<StatusAnswer> {
  return useQuery({
    queryKey: queryKeys.status,
    queryFn: ({ signal }) => fetchStatus(signal),
    refetchInterval: 30_000,
  });
}
