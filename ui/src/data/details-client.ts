import type {
  ApiOutlier,
  ApiProfile,
  GroupedProfileAnswer,
  OutliersAnswer,
  ProfilesAnswer,
} from '../../../src/api/contract.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { isoRange } from './api-client.ts';
import { API_ROOT } from './mount.ts';
import { get } from './transport.ts';

/** Of profiles and outliers, page by page. */
export interface DetailsQuestion {
  readonly endpoint: number;
  readonly version: string | null;
  readonly range: TimeRange;
  readonly limit: number;
  readonly cursor: string | null;
}

export interface GroupQuestion {
  readonly endpoint: number;
  readonly version: string | null;
  readonly baselineVersion: string | null;
  readonly range: TimeRange;
}

export function fetchProfiles(question: DetailsQuestion, signal?: AbortSignal): Promise<ProfilesAnswer> {
  return get('profiles', detailsQuery(question), signal);
}

export function fetchProfile(requestId: number, signal?: AbortSignal): Promise<ApiProfile> {
  return get(`profiles/${requestId}`, {}, signal);
}

export function fetchOutliers(question: DetailsQuestion, signal?: AbortSignal): Promise<OutliersAnswer> {
  return get('outliers', detailsQuery(question), signal);
}

export function fetchOutlier(id: number, signal?: AbortSignal): Promise<ApiOutlier> {
  return get(`outliers/${id}`, {}, signal);
}

export function fetchGroupedProfile(
  { endpoint, range, ...versions }: GroupQuestion,
  signal?: AbortSignal,
): Promise<GroupedProfileAnswer> {
  return get(`endpoints/${endpoint}/grouped-profile`, { ...isoRange(range), ...versions }, signal);
}

export type ProfileFormat = 'cpuprofile' | 'speedscope' | 'pprof';

/** Addresses of files, for links. */
export const fileAddresses = {
  profile: (requestId: number, format: ProfileFormat): string =>
    new URL(`profiles/${requestId}/download?format=${format}`, API_ROOT).href,
  outlier: (id: number): string => new URL(`outliers/${id}/download`, API_ROOT).href,
  groupedProfile({ endpoint, version, range }: Omit<GroupQuestion, 'baselineVersion'>, format: ProfileFormat): string {
    const address = new URL(`endpoints/${endpoint}/grouped-profile/download`, API_ROOT);
    const query = { ...isoRange(range), ...(version === null ? {} : { version }), format };
    address.search = new URLSearchParams(query).toString();
    return address.href;
  },
} as const;

function detailsQuery({ range, ...question }: DetailsQuestion) {
  return { ...question, ...isoRange(range) };
}
