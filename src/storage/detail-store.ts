import type { EpochMillis } from '../model/clock.ts';
import type { OutlierRecord } from '../model/outlier.ts';
import type { LineKind, Profile } from '../model/profile.ts';
import type { TimeRange } from '../model/time-range.ts';
import type { Page } from './page.ts';

/**
 * Outliers come with `RecordWriter.write`, profiles later and by themselves, as they are made from many parts. Both find
 * their request by its trace, whichever is stored first, and know it by id once it is stored.
 */
export interface DetailStore {
  /** Keeps the newest of each endpoint, up to a cap; a profile that is there already is skipped. */
  writeProfiles(profiles: readonly Profile[]): Promise<ProfilesResult>;
  /** Newest first, without their trees. */
  listProfiles(query: DetailsQuery): Promise<Page<StoredProfile>>;
  /** Null when there is none. */
  readProfile(requestId: number): Promise<(StoredProfile & { readonly profile: Profile }) | null>;
  /** The newest of an endpoint, with their trees, for the grouped profile. */
  latestProfiles(query: DetailsQuery): Promise<readonly Profile[]>;
  /** Newest first, without what was seen. */
  listOutliers(query: DetailsQuery): Promise<Page<StoredOutlier>>;
  readOutlier(id: number): Promise<(StoredOutlier & { readonly record: OutlierRecord }) | null>;
  /** Whom who held up, in no particular order. */
  listBlockings(range: TimeRange): Promise<readonly Blocking[]>;
}

export interface ProfilesResult {
  /** Could not be stored. */
  readonly lost: number;
}

/** Requests of one endpoint that could have gone on while another's code held the event loop. */
export interface Blocking {
  /** By name. */
  readonly blockedBy: string;
  /** Whose requests waited. */
  readonly endpointId: number;
  readonly outliers: number;
  /** In which it was the one that held them up longest, and for 10 ms at least. */
  readonly profiles: number;
  /** Of those profiles. */
  readonly queuedMillis: number;
}

export interface DetailsQuery {
  /** Null for all. */
  readonly endpointId: number | null;
  readonly range: TimeRange;
  readonly version: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

/** What lists show of a profile. */
export interface StoredProfile {
  readonly id: number;
  /** Null until its request is stored. */
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly startedAt: EpochMillis;
  readonly durationMillis: number;
  readonly version: string;
  /** Self time of all lines by kind, milliseconds. */
  readonly byKind: Readonly<Record<LineKind, number>>;
}

/** What lists show of an outlier. */
export interface StoredOutlier {
  readonly id: number;
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly startedAt: EpochMillis;
  readonly elapsedMillis: number;
  readonly thresholdMillis: number;
  /** Null while the request goes on, or when its end was never seen. */
  readonly durationMillis: number | null;
  readonly statusCode: number | null;
  readonly version: string;
  readonly cpuPercents: readonly number[];
  readonly processCpuPercent: number;
  readonly residentBytes: number;
  readonly eventLoopDelayMillis: number;
  readonly blockedBy: string | null;
}
