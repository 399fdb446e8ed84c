import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { RuntimeAnswer } from '../../../src/api/admin-contract.ts';
import { fetchRuntime } from './admin-client.ts';
import { queryKeys } from './query-keys.ts';
import { lengthOf, rangeOf } from './time-choice.ts';
import { alignedRange, stepFor } from './time-step.ts';
import { useView } from './use-view.ts';

/** Lines may lie closer than bars. */
const MOST_BUCKETS = 720;

/** How the processes fared in the chosen time, in buckets of UTC. */
export function useRuntime(): UseQueryResult<RuntimeAnswer> {
  const { time } = useView();
  const step = stepFor(lengthOf(time), MOST_BUCKETS);
  return useQuery({
    queryKey: queryKeys.runtime(step, time),
    queryFn: ({ signal }) => fetchRuntime(alignedRange(rangeOf(time, Date.now()), step, 'UTC'), step, signal),
    placeholderData: keepPreviousData,
  });
}
