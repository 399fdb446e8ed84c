/** Why records were lost on purpose or by force. Every loss is counted under one of these. */
export const DROP_REASONS = [
  'buffer-full',
  'queue-full',
  'spill-full',
  'storage-failed',
  'worker-failed',
  'recorder-failed',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What the app's thread knows of itself; sent to the worker with each status question. */
export interface CollectorStatus {
  /** Records taken since the process started. */
  readonly recorded: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Rows in the buffer and in batches not yet acknowledged. */
  readonly queuedRows: number;
  readonly queuedBatches: number;
  readonly workerRestarts: number;
  /** User callbacks (`groupBy`, `getIp`, …) that threw. */
  readonly callbackErrors: Readonly<Record<string, number>>;
  readonly following: FollowingStatus;
}

/** What levels 2 and 3 do on the app's thread, since the process started. */
export interface FollowingStatus {
  readonly outliers: number;
  /** Outliers that were too many of one endpoint in one minute. */
  readonly outliersOverLimit: number;
  /** Requests that were followed from the inside, and those for which there was no budget. */
  readonly traces: number;
  readonly tracesRefused: number;
  /** What the traces have cost the app's thread. */
  readonly tracingMillis: number;
  readonly tracingFailures: number;
}

/** What level 3 does in the worker. */
export interface ProfilingStatus {
  readonly profiles: number;
  readonly profilesStored: number;
  readonly profilesLost: number;
  readonly isSampling: boolean;
  /** How long the app stood still when sampling began, and does each second: the latest and the longest. */
  readonly startMillis: number | null;
  readonly rotationMillis: number | null;
  readonly longestRotationMillis: number | null;
  /** Why there is no sampling any more, or null. */
  readonly disabledReason: string | null;
}

export type StorageState = 'opening' | 'ready' | 'unavailable';

/** What waits on disk while the database cannot be had. */
export interface SpillStatus {
  readonly requests: number;
  readonly batches: number;
  readonly bytes: number;
  readonly limitBytes: number;
  /** Left by an ended process; stored by this one. */
  readonly inheritedRequests: number;
  /** Why nothing can be kept on disk, or null. */
  readonly error: string | null;
}
