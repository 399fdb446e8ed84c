import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { ConfigAnswer, DatabaseAnswer, InstancesAnswer } from '../../../src/api/admin-contract.ts';
import {
  cancelPrune,
  fetchConfig,
  fetchDatabase,
  fetchInstances,
  mergeEndpoint,
  previewPrune,
  removeEndpoint,
  startPrune,
} from './admin-client.ts';
import { queryKeys } from './query-keys.ts';

const CALM_MILLIS = 15_000;
/** While something is under way, people watch it. */
const WATCHING_MILLIS = 1000;

export function useConfig({ enabled }: { readonly enabled: boolean }): UseQueryResult<ConfigAnswer> {
  return useQuery({ queryKey: queryKeys.config, queryFn: ({ signal }) => fetchConfig(signal), enabled });
}

export function useDatabase({ enabled }: { readonly enabled: boolean }): UseQueryResult<DatabaseAnswer> {
  return useQuery({
    queryKey: queryKeys.database,
    queryFn: ({ signal }) => fetchDatabase(signal),
    enabled,
    refetchInterval: ({ state }) => (state.data?.running ? WATCHING_MILLIS : CALM_MILLIS),
  });
}

export function useInstances(): UseQueryResult<InstancesAnswer> {
  return useQuery({
    queryKey: queryKeys.instances,
    queryFn: ({ signal }) => fetchInstances(signal),
    refetchInterval: CALM_MILLIS,
  });
}

export function usePreviewPrune(): UseMutationResult<Awaited<ReturnType<typeof previewPrune>>, Error, void> {
  return useMutation({ mutationFn: previewPrune });
}

export function useStartPrune(): UseMutationResult<void, Error, void> {
  return useDatabaseChange(startPrune);
}

export function useCancelPrune(): UseMutationResult<void, Error, void> {
  return useDatabaseChange(cancelPrune);
}

export function useRemoveEndpoint(): UseMutationResult<void, Error, number> {
  return useDatabaseChange(removeEndpoint);
}

export interface Merge {
  readonly id: number;
  readonly into: number;
}

export function useMergeEndpoint(): UseMutationResult<void, Error, Merge> {
  return useDatabaseChange(({ id, into }: Merge) => mergeEndpoint(id, into));
}

/** Afterwards nothing that was known before counts. */
function useDatabaseChange<Change>(change: (change: Change) => Promise<void>): UseMutationResult<void, Error, Change> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.database }),
        queryClient.invalidateQueries({ queryKey: queryKeys.live }),
      ]),
  });
}
