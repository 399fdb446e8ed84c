import type { DurationMillis, EpochMillis } from './clock.ts';
import type { CodeLine } from './code-line.ts';
import type { EndpointKey } from './endpoint.ts';

/**
 * What a request's time went into. `cpu`: its code ran. `await`: it waited for something. `queue`: it could have gone
 * on, but the event loop was busy with others. `gc`: V8 collected garbage while its code ran.
 */
export const LINE_KINDS = ['cpu', 'await', 'queue', 'gc'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** What an `await` line waits for. */
export const AWAIT_CAUSES = [
  'timer',
  'socket',
  'dns',
  'file',
  'child-process',
  'compression',
  'crypto',
  'worker',
  'promise',
  'client',
] as const;
export type AwaitCause = (typeof AWAIT_CAUSES)[number];

/** Names one watched request of one monitor before it has an id in the database, and for good. */
export interface TraceKey {
  /** `RecordBatch.instance`. */
  readonly instance: string;
  /** 1, 2, 3, … per instance. */
  readonly trace: number;
}

/** One line of code in an execution tree; the tree lies in preorder, parents before children. */
export interface ProfileNode {
  /** Depth; 0 for the outermost lines. */
  readonly indent: number;
  /** Into `Profile.codeLines`. */
  readonly code: number;
  /** Time on this very line, not below it; kinds without time are absent. */
  readonly self: Readonly<Partial<Record<LineKind, DurationMillis>>>;
  /** What was waited for longest here (an `AwaitCause`, perhaps with the library: `socket pg`), or null. */
  readonly waitsFor: string | null;
  /** Of `queue`: the endpoint that held the event loop longest meanwhile, by name, or null. */
  readonly heldBy: string | null;
}

/** Where one request's time went: the self times of all nodes add up to `durationMillis`. */
export interface Profile extends TraceKey {
  readonly endpoint: EndpointKey;
  readonly version: string;
  readonly startedAt: EpochMillis;
  readonly durationMillis: DurationMillis;
  readonly codeLines: readonly CodeLine[];
  readonly nodes: readonly ProfileNode[];
  /** Of the CPU sampler; null when it did not run and CPU is divided by segments alone. */
  readonly samplingPeriodMillis: number | null;
  readonly samples: number;
  /** What profiling this request cost the app's thread. */
  readonly costMillis: DurationMillis;
  /** There was more than a profile may hold; times are complete, their place is coarser. */
  readonly isTruncated: boolean;
  /** What readers must know, as codes: `one-line-file`: lines of some files are not told apart. */
  readonly notes: readonly ProfileNote[];
}

export const PROFILE_NOTES = ['one-line-file', 'no-sampler', 'no-source'] as const;
export type ProfileNote = (typeof PROFILE_NOTES)[number];
