import type { Profile } from '../../model/profile.ts';
import type { StoredProfile } from '../../storage/detail-store.ts';
import { isoTime } from '../answer-values.ts';
import type { ApiProfile, ApiProfileSummary } from '../contract.ts';
import { profileLines } from '../profile-lines.ts';

export function describeProfile({ startedAt, ...stored }: StoredProfile): ApiProfileSummary {
  const { id, requestId, endpointId, durationMillis, version, byKind } = stored;
  return { id, requestId, endpointId, time: isoTime(startedAt), durationMillis, version, byKind };
}

/** With its execution tree. */
export function describeWholeProfile(stored: StoredProfile & { readonly profile: Profile }): ApiProfile {
  const { samplingPeriodMillis, samples, costMillis, isTruncated, notes } = stored.profile;
  const facts = { samplingPeriodMillis, samples, costMillis, isTruncated, notes };
  return { ...describeProfile(stored), ...facts, lines: profileLines(stored.profile) };
}
