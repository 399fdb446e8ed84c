import type { EpochMillis } from '../model/clock.ts';
import type { PruneResult } from './storage.ts';

/** Work on what is stored already. */
export type MaintenanceKind = 'prune' | 'remove' | 'merge' | 'rename';
/** `lost`: its process ended in the middle of it. What was done is done. */
export type MaintenanceOutcome = 'done' | 'cancelled' | 'failed' | 'lost';

export interface MaintenanceRun {
  readonly id: number;
  readonly kind: MaintenanceKind;
  /** Id of the instance that does it. */
  readonly instance: string;
  readonly startedAt: EpochMillis;
  /** Null while it goes on. */
  readonly endedAt: EpochMillis | null;
  readonly outcome: MaintenanceOutcome | null;
  /** So far. */
  readonly done: PruneResult;
  /** Of the database when it ended, without space that later writes can use; null while it goes on or when nobody could tell. */
  readonly usedBytes: number | null;
}

/** One piece of maintenance at a time, in all processes that share the database; and what the last ones did. */
export interface MaintenanceLog {
  /** Answers the run's id, or null while another one goes on anywhere. */
  begin(kind: MaintenanceKind, instance: string): Promise<number | null>;
  /** To be called every few seconds, or the run counts as lost. Answers whether to go on: false when somebody cancelled it. */
  report(id: number, done: PruneResult): Promise<boolean>;
  end(id: number, outcome: MaintenanceOutcome, done: PruneResult): Promise<void>;
  /** Asks the pruning that goes on to end early; false when there is none. Half a merge would be no good to anybody. */
  cancel(): Promise<boolean>;
  /** The last ones, newest first. */
  list(): Promise<readonly MaintenanceRun[]>;
}
