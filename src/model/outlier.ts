import type { DurationMillis, EpochMillis } from './clock.ts';
import type { CodeLine } from './code-line.ts';
import type { EndpointKey } from './endpoint.ts';

/**
 * Why a stack was seen. `running`: its code held the event loop, or, where nobody knows whose code did, that code. `waiting`: it
 * waited.
 */
export type StackSampleKind = 'running' | 'waiting';

/** One stack of a request at the moment it became an outlier, innermost line first. */
export interface StackSample {
  readonly kind: StackSampleKind;
  readonly lines: readonly CodeLine[];
  /** How long it had been so; null when unknown. */
  readonly forMillis: DurationMillis | null;
  /** Of `waiting`: what for (see `AwaitCause`), or null. */
  readonly waitsFor: string | null;
}

/** Everything seen of a request at the moment it had lasted too long. Redacted on the app's thread. */
export interface OutlierRecord {
  /** See `TraceKey`; its instance is the batch's. */
  readonly trace: number;
  readonly endpoint: EndpointKey;
  readonly startedAt: EpochMillis;
  /** From the request's start to the moment of detection. */
  readonly elapsedMillis: DurationMillis;
  readonly thresholdMillis: DurationMillis;
  readonly stacks: readonly StackSample[];
  readonly request: OutlierRequest;
  /** Allow-listed environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly machine: OutlierMachine;
  /** The endpoint whose code held the event loop, by name, or null. */
  readonly blockedBy: string | null;
}

export interface OutlierRequest {
  /** Path and query, redacted. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Redacted JSON or text, cut to a few kilobytes; null unless bodies are allowed and one was parsed. */
  readonly body: string | null;
}

export interface OutlierMachine {
  /** Per core, 0-100, over the time the request had lasted (or the last second). */
  readonly cpuPercents: readonly number[];
  /** Of this process; 100 is one core. */
  readonly processCpuPercent: number;
  readonly memory: {
    readonly residentBytes: number;
    readonly heapUsedBytes: number;
    readonly heapTotalBytes: number;
    readonly externalBytes: number;
    readonly systemFreeBytes: number;
    readonly systemTotalBytes: number;
  };
  readonly eventLoopDelayMillis: DurationMillis;
  readonly requestsInFlight: number;
}
