import type { EpochMillis } from '../model/clock.ts';
import type { Regression, RegressionEvidence, RegressionOccasion, StoredRegression } from '../model/regression.ts';

/** What became worse, for all processes that share the database; an endpoint has one open regression per question. */
export interface RegressionBook {
  /** Newest found first. */
  list(query: RegressionsQuery): Promise<readonly StoredRegression[]>;
  /** False when the endpoint has an open one of this question, or is gone. */
  add(regression: Regression, now: EpochMillis): Promise<boolean>;
  /** Newer evidence of one that is open. */
  update(id: number, evidence: RegressionEvidence, now: EpochMillis): Promise<void>;
  /** It is over. */
  resolve(id: number, now: EpochMillis): Promise<void>;
  /** Null takes the acknowledgement back. Answers the regression as it is then; null when there is none. */
  acknowledge(id: number, at: EpochMillis | null): Promise<StoredRegression | null>;
  /** What was looked at last on this occasion, as `looked` was told; null before the first time. */
  lastLook(occasion: RegressionOccasion): Promise<string | null>;
  looked(occasion: RegressionOccasion, at: string): Promise<void>;
}

export interface RegressionsQuery {
  /** Only those that are not resolved. */
  readonly isOpen: boolean;
  readonly limit: number;
}
