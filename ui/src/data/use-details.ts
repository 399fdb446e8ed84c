import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type {
  ApiOutlier,
  ApiProfile,
  GroupedProfileAnswer,
  OutliersAnswer,
  ProfilesAnswer,
} from '../../../src/api/contract.ts';
import {
  type DetailsQuestion,
  fetchGroupedProfile,
  fetchOutlier,
  fetchOutliers,
  fetchProfile,
  fetchProfiles,
  type GroupQuestion,
} from './details-client.ts';
import { useLiveState } from './live.ts';
import { queryKeys } from './query-keys.ts';
import { rangeOf } from './time-choice.ts';
import { useView } from './use-view.ts';

/** What a page asks; time and version come from the view. */
type PageQuestion = Pick<DetailsQuestion, 'endpoint' | 'limit' | 'cursor'>;

export function useProfiles(asked: PageQuestion): UseQueryResult<ProfilesAnswer> {
  const { time, question } = useQuestion(asked);
  return useQuery({
    queryKey: queryKeys.profiles(question, time),
    queryFn: ({ signal }) => fetchProfiles({ ...question, range: rangeOf(time, Date.now()) }, signal),
    placeholderData: keepPreviousData,
    meta: { settled: asked.cursor !== null },
  });
}

export function useOutliers(asked: PageQuestion): UseQueryResult<OutliersAnswer> {
  const { time, question } = useQuestion(asked);
  return useQuery({
    queryKey: queryKeys.outliers(question, time),
    queryFn: ({ signal }) => fetchOutliers({ ...question, range: rangeOf(time, Date.now()) }, signal),
    placeholderData: keepPreviousData,
    meta: { settled: asked.cursor !== null },
  });
}

function useQuestion(asked: PageQuestion) {
  const { time, filters } = useView();
  return { time, question: { ...asked, version: filters.version ?? null } };
}

/** Never changes once it is there. */
export function useProfile(requestId: number): UseQueryResult<ApiProfile> {
  return useQuery({
    queryKey: queryKeys.profile(requestId),
    queryFn: ({ signal }) => fetchProfile(requestId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Changes once: when the request ends. */
export function useOutlier(id: number, isOver: boolean): UseQueryResult<ApiOutlier> {
  return useQuery({
    queryKey: [...queryKeys.outlier(id), isOver],
    queryFn: ({ signal }) => fetchOutlier(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** Merging a hundred profiles is work: not with each live change. */
const MERGE_EVERY_MILLIS = 15_000;

export function useGroupedProfile(asked: Omit<GroupQuestion, 'range'>): UseQueryResult<GroupedProfileAnswer> {
  const { time } = useView();
  const isPaused = useLiveState() === 'paused';
  return useQuery({
    queryKey: queryKeys.groupedProfile(asked, time),
    queryFn: ({ signal }) => fetchGroupedProfile({ ...asked, range: rangeOf(time, Date.now()) }, signal),
    placeholderData: keepPreviousData,
    staleTime: MERGE_EVERY_MILLIS,
    refetchInterval: isPaused ? false : MERGE_EVERY_MILLIS,
  });
}
