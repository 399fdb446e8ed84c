import type { EpochMillis } from '../model/clock.ts';

/** What a table holds, as far as that is cheap to say. */
export interface TableFigures {
  /** Without the configured prefix. */
  readonly name: string;
  /** Null when counting would take long. */
  readonly rows: number | null;
  readonly isEstimate: boolean;
  /** With its indexes; null when adding up would take long. */
  readonly bytes: number | null;
}

export interface DatabaseFigures {
  readonly sizeBytes: number | null;
  readonly tables: readonly TableFigures[];
  /** Start of what is still there; null of nothing. */
  readonly oldest: {
    readonly requests: EpochMillis | null;
    readonly minuteRollups: EpochMillis | null;
    readonly quarterHourRollups: EpochMillis | null;
    readonly dayRollups: EpochMillis | null;
  };
}
