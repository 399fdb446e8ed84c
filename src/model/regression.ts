import type { EpochMillis } from './clock.ts';
import type { CodeLine } from './code-line.ts';

/** What can become worse: how long requests take, or how many of them fail. */
export const REGRESSION_QUESTIONS = ['latency', 'errorRate'] as const;
export type RegressionQuestion = (typeof REGRESSION_QUESTIONS)[number];

/** What made somebody look: a version that is new, or a day that is over. */
export const REGRESSION_OCCASIONS = ['version', 'day'] as const;
export type RegressionOccasion = (typeof REGRESSION_OCCASIONS)[number];

/** An endpoint that became slower or failing. */
export interface Regression {
  readonly endpointId: number;
  readonly question: RegressionQuestion;
  readonly occasion: RegressionOccasion;
  /** The first request of the version, or the start of the day, with which it was found. */
  readonly since: EpochMillis;
  /** With which it came; null of a day. */
  readonly version: string | null;
  /** The latest there is. */
  readonly evidence: RegressionEvidence;
}

export interface RegressionEvidence {
  readonly baseline: RegressionSide;
  readonly comparison: RegressionSide;
  /** Of latency: now divided by before. Of the error rate: now minus before. */
  readonly effect: number;
  /** Of the effect, 95 %. */
  readonly interval: { readonly low: number; readonly high: number };
  readonly pValue: number;
  /** Lines of code that take longer than before, what grew most first; empty without profiles of both sides. */
  readonly lines: readonly GrownLine[];
}

/** The requests of an endpoint on one side. */
export interface RegressionSide {
  readonly from: EpochMillis;
  readonly to: EpochMillis;
  /** Null: all versions. */
  readonly version: string | null;
  readonly requests: number;
  /** Of latency: the median, milliseconds. Of the error rate: the share that failed. */
  readonly value: number;
}

/** Milliseconds of a typical request that a line itself takes, on average over the profiled ones. */
export interface GrownLine {
  readonly line: CodeLine;
  readonly baselineMillis: number;
  readonly comparisonMillis: number;
}

export interface StoredRegression extends Regression {
  readonly id: number;
  readonly foundAt: EpochMillis;
  /** When the evidence is of. */
  readonly judgedAt: EpochMillis;
  /** Null while the endpoint is worse than before. */
  readonly resolvedAt: EpochMillis | null;
  /** When somebody said that they know; null when nobody has. */
  readonly acknowledgedAt: EpochMillis | null;
}
