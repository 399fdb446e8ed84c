import {
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ApiEndpoint, EndpointsAnswer } from '../../../src/api/contract.ts';
import type { MonitoringLevel } from '../../../src/model/endpoint.ts';
import { fetchEndpoint, fetchEndpoints, setLevel } from './api-client.ts';
import { queryKeys } from './query-keys.ts';
import { rangeOf, type TimeChoice } from './time-choice.ts';
import { useView } from './use-view.ts';

export function endpointsQuery(time: TimeChoice) {
  return queryOptions({
    queryKey: queryKeys.endpoints(time),
    queryFn: ({ signal }) => fetchEndpoints(rangeOf(time, Date.now()), signal),
  });
}

export function useEndpoints({ enabled = true } = {}): UseQueryResult<EndpointsAnswer> {
  const { time } = useView();
  return useQuery({ ...endpointsQuery(time), enabled, placeholderData: keepPreviousData });
}

/** By id. */
export function useEndpointNames({ enabled }: { readonly enabled: boolean }): ReadonlyMap<number, string> {
  const { data } = useEndpoints({ enabled });
  return useMemo(() => new Map((data?.endpoints ?? []).map(({ id, name }) => [id, name])), [data]);
}

export function useEndpoint(id: number): UseQueryResult<ApiEndpoint> {
  const { time } = useView();
  return useQuery({
    queryKey: queryKeys.endpoint(id, time),
    queryFn: ({ signal }) => fetchEndpoint(id, rangeOf(time, Date.now()), signal),
    placeholderData: keepPreviousData,
  });
}

export interface LevelChange {
  readonly id: number;
  readonly name: string;
  readonly level: MonitoringLevel;
}

/** Shown at once, and taken back when the server refuses. */
export function useSetLevel(
  refused: (error: Error, change: LevelChange) => void,
): UseMutationResult<void, Error, LevelChange> {
  const queryClient = useQueryClient();
  const show = (key: readonly string[], { id, level }: LevelChange): void => {
    queryClient.setQueriesData<EndpointsAnswer | ApiEndpoint>({ queryKey: key }, (answer) =>
      withLevel(answer, id, level),
    );
  };
  return useMutation({
    mutationFn: ({ id, level }: LevelChange) => setLevel(id, level),
    async onMutate(change) {
      await queryClient.cancelQueries({ queryKey: ['live', 'endpoints'] });
      show(['live', 'endpoints'], change);
      show(['live', 'endpoint'], change);
    },
    onError: refused,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['live', 'endpoints'] }),
        queryClient.invalidateQueries({ queryKey: ['live', 'endpoint'] }),
      ]),
  });
}

function withLevel<Answer extends EndpointsAnswer | ApiEndpoint>(
  answer: Answer | undefined,
  id: number,
  level: MonitoringLevel,
): Answer | undefined {
  if (answer === undefined) return undefined;
  if ('endpoints' in answer) {
    return { ...answer, endpoints: answer.endpoints.map((each) => (each.id === id ? { ...each, level } : each)) };
  }
  return answer.id === id ? { ...answer, level } : answer;
}
