import type { Insertable } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { Profile } from '../../../model/profile.ts';
import { soundTime } from '../request-values.ts';
import { storedText } from '../stored-text.ts';
import { compressJson } from './compressed-json.ts';
import type { ProfileTable } from './detail-tables.ts';
import { profileContent } from './profile-content.ts';
import { BLOCKED_BY_LENGTH, soundMicros } from './sound-values.ts';
import { longestHolder, sumOf } from './whole-micros.ts';

export interface ProfileIds extends Pick<Insertable<ProfileTable>, 'version_id' | 'instance_id' | 'request_id'> {
  readonly endpoint_id: number | undefined;
}

/** Null when it cannot be stored. `lines` are the ids of the profile's code lines. */
export function profileRow(
  profile: Profile,
  { ids, lines, now }: { readonly ids: ProfileIds; readonly lines: readonly number[]; readonly now: EpochMillis },
): Insertable<ProfileTable> | null {
  const { endpoint_id } = ids;
  if (endpoint_id === undefined || !Number.isSafeInteger(profile.trace)) return null;
  try {
    const content = profileContent(profile, lines);
    const { self } = content;
    const holder = longestHolder(profile.nodes, self.queue);
    return {
      ...ids,
      endpoint_id,
      started_at: soundTime(profile.startedAt, now),
      trace: profile.trace,
      duration_micros: soundMicros(profile.durationMillis),
      cpu_micros: sumOf(self.cpu),
      await_micros: sumOf(self.await),
      queue_micros: sumOf(self.queue),
      gc_micros: sumOf(self.gc),
      blocked_by: holder === null ? null : storedText(holder.name, BLOCKED_BY_LENGTH),
      blocked_micros: holder?.micros ?? 0,
      content: compressJson(content),
    };
  } catch {
    return null;
  }
}
