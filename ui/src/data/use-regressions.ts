import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ApiRegression, RegressionBody, RegressionsAnswer } from '../../../src/api/contract.ts';
import { queryKeys } from './query-keys.ts';
import { get, write } from './transport.ts';
import { useChange } from './use-change.ts';

/** They are looked for once a minute at most. */
const REFETCH_MILLIS = 60_000;

/** Those that go on, acknowledged or not. */
export function useRegressions(): UseQueryResult<RegressionsAnswer> {
  return useQuery({
    queryKey: queryKeys.regressions,
    queryFn: ({ signal }) => get<RegressionsAnswer>('regressions', {}, signal),
    refetchInterval: REFETCH_MILLIS,
  });
}

/** For admins only. */
export function useAcknowledge(): UseMutationResult<unknown, Error, RegressionBody & Pick<ApiRegression, 'id'>> {
  return useChange(
    ({ id, acknowledged }: RegressionBody & Pick<ApiRegression, 'id'>) =>
      write('PATCH', `regressions/${id}`, { acknowledged }),
    queryKeys.regressions,
  );
}
