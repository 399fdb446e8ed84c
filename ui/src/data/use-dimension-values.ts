import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { GroupsAnswer, IpsAnswer, VersionsAnswer } from '../../../src/api/contract.ts';
import { fetchGroups, fetchIps, fetchVersions } from './api-client.ts';
import { queryKeys } from './query-keys.ts';
import { rangeOf } from './time-choice.ts';
import { useView } from './use-view.ts';

const YEAR_MILLIS = 365 * 86_400_000;
/** Deploys are rare; a new one is seen within this time. */
const VERSIONS_STALE_MILLIS = 30_000;

interface Asked {
  readonly endpoint?: number;
  readonly enabled?: boolean;
}

/** All of the last year, newest first, whatever range is chosen: for deploy markers and comparisons. */
export function useVersions({ endpoint, enabled = true }: Asked = {}): UseQueryResult<VersionsAnswer> {
  return useQuery({
    queryKey: queryKeys.versions(endpoint ?? null),
    queryFn: ({ signal }) => fetchVersions(endpoint, { from: Date.now() - YEAR_MILLIS, to: Date.now() }, signal),
    enabled,
    staleTime: VERSIONS_STALE_MILLIS,
    refetchInterval: VERSIONS_STALE_MILLIS,
  });
}

export function useGroups({ enabled }: { readonly enabled: boolean }): UseQueryResult<GroupsAnswer> {
  const { time } = useView();
  return useQuery({
    queryKey: queryKeys.groups(time),
    queryFn: ({ signal }) => fetchGroups(rangeOf(time, Date.now()), signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useIps({ enabled }: { readonly enabled: boolean }): UseQueryResult<IpsAnswer> {
  const { time } = useView();
  return useQuery({
    queryKey: queryKeys.ips(time),
    queryFn: ({ signal }) => fetchIps(rangeOf(time, Date.now()), signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}
