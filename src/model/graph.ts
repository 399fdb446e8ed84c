import type { EpochMillis } from './clock.ts';

/** What a graph's function answers: one number, or several by name. */
export type GraphValue = number | Readonly<Record<string, number>>;

/** Of `addGraph`: at times of the clock, every so often, or once. */
export type GraphTrigger = 'cron' | 'interval' | 'date';

export interface GraphDescription {
  /** Is what a graph is known by, in all processes and for ever. */
  readonly title: string;
  readonly trigger: GraphTrigger;
  /** For people: the cron pattern with its zone, `every 10 s`, or the moment. */
  readonly schedule: string;
}

/** What a function answered at one of its times, or why it did not. */
export interface GraphResult {
  readonly title: string;
  /** The time that it was due. */
  readonly tick: EpochMillis;
  /** By series; of a single number the series is the empty text. Null when it failed. */
  readonly values: readonly (readonly [series: string, value: number])[] | null;
  readonly error: string | null;
}

/** A graph as the database knows it. */
export interface StoredGraph extends GraphDescription {
  readonly id: number;
  /** Null when there is none any more. */
  readonly nextAt: EpochMillis | null;
  readonly lastRun: EpochMillis | null;
  /** The last failure; stays until the function answers again. */
  readonly lastError: { readonly time: EpochMillis; readonly message: string } | null;
}

export interface GraphPoint {
  readonly time: EpochMillis;
  readonly series: string;
  readonly value: number;
}
