import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { BlockedAnswer } from '../../../src/api/contract.ts';
import { fetchBlocked } from './api-client.ts';
import { queryKeys } from './query-keys.ts';
import { rangeOf } from './time-choice.ts';
import { useView } from './use-view.ts';

/** Which endpoints held up others in the chosen time. */
export function useBlocked(): UseQueryResult<BlockedAnswer> {
  const { time } = useView();
  return useQuery({
    queryKey: queryKeys.blocked(time),
    queryFn: ({ signal }) => fetchBlocked(rangeOf(time, Date.now()), signal),
    placeholderData: keepPreviousData,
  });
}
