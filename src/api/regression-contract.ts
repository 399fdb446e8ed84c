/** Answers of the routes about regressions. See `contract.ts`. */
import type { Interval } from '../analysis/reports/finding.ts';
import type { RegressionOccasion, RegressionQuestion } from '../model/regression.ts';
import type { ApiCodeLine } from './detail-contract.ts';

/** `GET /api/regressions?state&limit`, newest found first. */
export interface RegressionsAnswer {
  readonly regressions: readonly ApiRegression[];
}

/** An endpoint that became slower or failing. `PATCH /api/regressions/:id` answers one. */
export interface ApiRegression {
  readonly id: number;
  readonly endpointId: number;
  readonly name: string;
  readonly question: RegressionQuestion;
  readonly occasion: RegressionOccasion;
  /** First request of the version, or start of the day, with which it was found. */
  readonly since: string;
  /** With which it came; null of a day. */
  readonly version: string | null;
  readonly baseline: ApiRegressionSide;
  readonly comparison: ApiRegressionSide;
  /** Of latency: now divided by before. Of the error rate: now minus before. */
  readonly effect: number;
  /** Of the effect, 95 %. */
  readonly interval: Interval;
  readonly pValue: number;
  /** Code that takes longer than before, what grew most first; empty without profiles of both sides. */
  readonly lines: readonly ApiGrownLine[];
  readonly foundAt: string;
  readonly judgedAt: string;
  readonly resolvedAt: string | null;
  readonly acknowledgedAt: string | null;
}

export interface ApiRegressionSide {
  readonly from: string;
  readonly to: string;
  /** Null: all versions. */
  readonly version: string | null;
  readonly requests: number;
  /** Of latency: the median, milliseconds. Of the error rate: the share that failed. */
  readonly value: number;
}

/** Milliseconds of an average profiled request that the line itself takes. */
export interface ApiGrownLine extends ApiCodeLine {
  readonly baselineMillis: number;
  readonly comparisonMillis: number;
}

/** `PATCH /api/regressions/:id` takes this: whether somebody knows of it. */
export interface RegressionBody {
  readonly acknowledged: boolean;
}
