import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
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
import { useChange } from './use-change.ts';

/** What a change of the database may change. */
const DATABASE_KEYS = [queryKeys.database, queryKeys.live] as const;
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
  return useChange(startPrune, ...DATABASE_KEYS);
}

export function useCancelPrune(): UseMutationResult<void, Error, void> {
  return useChange(cancelPrune, ...DATABASE_KEYS);
}

export function useRemoveEndpoint(): UseMutationResult<void, Error, number> {
  return useChange(removeEndpoint, ...DATABASE_KEYS);
}

export interface Merge {
  readonly id: number;
  readonly into: number;
}

export function useMergeEndpoint(): UseMutationResult<void, Error, Merge> {
  return useChange(({ id, into }: Merge) => mergeEndpoint(id, into), ...DATABASE_KEYS);
}
