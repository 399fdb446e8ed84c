import type { Generated } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { RegressionOccasion, RegressionQuestion } from '../../../model/regression.ts';

export interface RegressionTable {
  id: Generated<number>;
  endpoint_id: number;
  question: RegressionQuestion;
  occasion: RegressionOccasion;
  since: EpochMillis;
  version: string | null;
  found_at: EpochMillis;
  judged_at: EpochMillis;
  /** Null while it goes on. */
  resolved_at: EpochMillis | null;
  acknowledged_at: EpochMillis | null;
  /** Compressed, see `compressed-json.ts`. */
  evidence: Uint8Array;
}

export interface RegressionLookTable {
  occasion: RegressionOccasion;
  looked_at: string;
}
