import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { FALSE_DISCOVERY_RATE } from '../reports/limits.ts';

/** A version is looked at when it is a minute old, two, four … and, for the last time, between five and six days. */
const FIRST_LOOK_MILLIS = 60_000;
const LOOKS = 14;
/** Records of the last moment may still be under way. */
const SETTLING_MILLIS = 5000;

/** So that all looks at a version together are as careful as one report. */
export const LOOK_RATE: number = FALSE_DISCOVERY_RATE / LOOKS;

/** While two versions serve side by side, as in a rolling deployment. */
const SIDE_BY_SIDE_MILLIS = 3_600_000;
const SHORTEST_BASELINE_MILLIS = 3_600_000;
/** A version that hardly anybody saw is nothing to compare with. */
const LEAST_BASELINE_REQUESTS = 100;

export interface SeenVersion {
  readonly value: string;
  readonly firstSeen: EpochMillis;
  readonly lastSeen: EpochMillis;
  readonly requests: number;
}

export interface VersionSide {
  readonly range: TimeRange;
  readonly version: string;
}

/** What is to be compared of the version that serves now. */
export interface VersionLook {
  /** Differs from that of any other look. */
  readonly name: string;
  readonly version: SeenVersion;
  /** Null: an older version is back, which was looked at when it was new. */
  readonly sides: { readonly comparison: VersionSide; readonly baseline: VersionSide } | null;
}

/**
 * The latest look that is due. Its times are fixed by the version's first request, so whoever looks, and however often,
 * sees the same: looking again and again at what grows meanwhile would sooner or later find anything.
 */
export function dueLook(versions: readonly SeenVersion[], now: EpochMillis): VersionLook | null {
  const serving = servingVersion(versions);
  if (serving === null) return null;
  if (versions.some(({ firstSeen }) => firstSeen > serving.firstSeen))
    return { name: `${serving.value} again`, version: serving, sides: null };
  const number = Math.floor(Math.log2((now - SETTLING_MILLIS - serving.firstSeen) / FIRST_LOOK_MILLIS));
  const before = versionBefore(versions, serving);
  if (!(number >= 0) || before === null) return null;
  const look = Math.min(number, LOOKS - 1);
  const sides = sidesOf(serving, before, FIRST_LOOK_MILLIS * 2 ** look);
  return { name: `${serving.value} look ${look}`, version: serving, sides };
}

/** The newest of those that serve; of a deployment that was taken back, the older one soon is. */
function servingVersion(versions: readonly SeenVersion[]): SeenVersion | null {
  const latest = Math.max(...versions.map(({ lastSeen }) => lastSeen));
  const serving = versions.filter(({ lastSeen }) => lastSeen >= latest - SIDE_BY_SIDE_MILLIS);
  return newest(serving, ({ firstSeen }) => firstSeen);
}

/** That served last, of those that served enough. */
function versionBefore(versions: readonly SeenVersion[], { firstSeen: since }: SeenVersion): SeenVersion | null {
  const older = versions.filter(({ firstSeen, requests }) => firstSeen < since && requests >= LEAST_BASELINE_REQUESTS);
  return newest(older, ({ lastSeen }) => lastSeen);
}

function newest(versions: readonly SeenVersion[], time: (version: SeenVersion) => EpochMillis): SeenVersion | null {
  return versions.reduce<SeenVersion | null>((best, each) => (best && time(best) >= time(each) ? best : each), null);
}

/** As long on both sides, at nearly the same time of the day; what the older one still serves beside the new is the best there is. */
function sidesOf(version: SeenVersion, before: SeenVersion, age: number): VersionLook['sides'] {
  const end = Math.min(version.firstSeen, before.lastSeen + 1);
  const from = end - Math.max(age, SHORTEST_BASELINE_MILLIS);
  const to = Math.max(end, Math.min(version.firstSeen + age, before.lastSeen + 1));
  return {
    comparison: { version: version.value, range: { from: version.firstSeen, to: version.firstSeen + age } },
    baseline: { version: before.value, range: { from, to } },
  };
}
