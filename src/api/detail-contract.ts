/** Answers about outliers and profiles; `contract.ts` has them too. */
import type { CodeOrigin } from '../model/code-line.ts';
import type { OutlierMachine, OutlierRequest, StackSampleKind } from '../model/outlier.ts';
import type { LineKind, ProfileNote } from '../model/profile.ts';

/** A line of code; see `CodeLine`. */
export interface ApiCodeLine {
  readonly file: string;
  readonly line: number | null;
  readonly function: string;
  readonly code: string | null;
  readonly origin: CodeOrigin;
}

/** Milliseconds by kind of line. */
export type ApiKindTimes = Readonly<Record<LineKind, number>>;

/** `GET /api/profiles?endpoint&version&from&to&limit&cursor`, newest first, without lines. */
export interface ProfilesAnswer {
  readonly profiles: readonly ApiProfileSummary[];
  readonly nextCursor: string | null;
}

export interface ApiProfileSummary {
  readonly id: number;
  /** Null for the moment until its request is stored. */
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly time: string;
  readonly durationMillis: number;
  readonly version: string;
  readonly byKind: ApiKindTimes;
}

/** `GET /api/profiles/:requestId`. The self times of all lines add up to the request. */
export interface ApiProfile extends ApiProfileSummary {
  readonly lines: readonly ApiProfileLine[];
  /** Of the CPU sampler; null when it did not run. */
  readonly samplingPeriodMillis: number | null;
  readonly samples: number;
  readonly costMillis: number;
  readonly isTruncated: boolean;
  readonly notes: readonly ProfileNote[];
}

/** One row of an execution tree, in preorder. A line that has self time of several kinds has a row below itself for each further one. */
export interface ApiProfileLine extends ApiCodeLine {
  readonly indent: number;
  readonly kind: LineKind;
  /** With everything below it. */
  readonly durationMillis: number;
  readonly selfMillis: number;
  /** Of `durationMillis`. */
  readonly byKind: ApiKindTimes;
  readonly waitsFor: string | null;
  readonly heldBy: string | null;
}

/** `GET /api/endpoints/:id/grouped-profile?version&from&to`, and with `&baselineVersion` each line's change. */
export interface GroupedProfileAnswer {
  readonly endpointId: number;
  /** Profiled requests that are merged, at most 100; durations are of them. */
  readonly requests: number;
  readonly averageMillis: number | null;
  readonly lines: readonly ApiGroupedLine[];
  readonly baseline: {
    readonly version: string;
    readonly requests: number;
    readonly averageMillis: number | null;
  } | null;
  readonly notes: readonly ProfileNote[];
}

/** Preorder, the costliest first below each line. With a baseline, also the lines that only it has, with 0 hits. */
export interface ApiGroupedLine extends ApiCodeLine {
  readonly indent: number;
  /** Requests in which the line was seen. */
  readonly hits: number;
  /** Over the requests in which it was seen, of time with everything below. */
  readonly averageMillis: number;
  readonly standardDeviationMillis: number;
  readonly totalMillis: number;
  /** Over all merged requests together. */
  readonly selfMillis: number;
  /** Of `totalMillis`. */
  readonly byKind: ApiKindTimes;
  /** Of `selfMillis`. */
  readonly selfByKind: ApiKindTimes;
  readonly waitsFor: string | null;
  readonly heldBy: string | null;
  /** The same line in the baseline version, which may have another number there; null without one or when it is new. */
  readonly baseline: { readonly hits: number; readonly averageMillis: number; readonly totalMillis: number } | null;
}

/** `GET /api/code-links`: how a line of code becomes a link to the host of its repository. */
export interface CodeLinksAnswer {
  /** The repository's folder where the app runs: files below it are on the code host. Null without `git`. */
  readonly rootFolder: string | null;
  /**
   * With `{commit}` (a version that is a whole commit hash), `{path}` (below `rootFolder`) and `{line}` to be replaced.
   * Null unless `git` names a clone of a code host that is known.
   */
  readonly urlTemplate: string | null;
}

/** `GET /api/findings/blocked?from&to`: endpoints whose code held the event loop while others could have gone on, the worst first. */
export interface BlockedAnswer {
  readonly findings: readonly ApiBlockedFinding[];
}

export interface ApiBlockedFinding extends ApiBlocking {
  /** By name. */
  readonly blockedBy: string;
  /** Null when there is no endpoint of this name any more. */
  readonly endpointId: number | null;
  /** The worst first. */
  readonly victims: readonly (ApiBlocking & { readonly endpointId: number })[];
}

interface ApiBlocking {
  readonly outliers: number;
  /** Profiled requests that waited 10 ms or longer. */
  readonly profiles: number;
  /** Of these profiled requests together. */
  readonly queuedMillis: number;
}

/** `GET /api/outliers?endpoint&version&from&to&limit&cursor`, newest first. */
export interface OutliersAnswer {
  readonly outliers: readonly ApiOutlierSummary[];
  readonly nextCursor: string | null;
}

export interface ApiOutlierSummary {
  readonly id: number;
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly time: string;
  readonly elapsedMillis: number;
  readonly thresholdMillis: number;
  /** Null while the request goes on. */
  readonly durationMillis: number | null;
  readonly status: number | null;
  readonly version: string;
  readonly cpuPercents: readonly number[];
  readonly processCpuPercent: number;
  readonly residentBytes: number;
  readonly eventLoopDelayMillis: number;
  readonly blockedBy: string | null;
}

/** `GET /api/outliers/:id`. `request`, its headers and `environment` are null for guests. */
export interface ApiOutlier extends ApiOutlierSummary {
  readonly stacks: readonly ApiStackSample[];
  readonly request: OutlierRequest | null;
  readonly environment: Readonly<Record<string, string>> | null;
  readonly machine: OutlierMachine;
}

export interface ApiStackSample {
  readonly kind: StackSampleKind;
  readonly lines: readonly ApiCodeLine[];
  readonly forMillis: number | null;
  readonly waitsFor: string | null;
}
