/** Answers and bodies of the routes about the fleet, its database and its configuration. See `contract.ts`. */
import type { TimeStep } from '../model/metrics-query.ts';
import type { RetentionSettings } from '../model/retention.ts';

/** `GET /api/instances`: processes that share the database, seen last first. */
export interface InstancesAnswer {
  readonly instances: readonly ApiInstance[];
}

/** All but the id are null of one that never reached the database itself: others stored its records. */
export interface ApiInstance {
  readonly id: string;
  /** `instance` of requests, metrics and filters; null until it has stored something. */
  readonly number: number | null;
  readonly host: string | null;
  readonly pid: number | null;
  /** Of the app. */
  readonly version: string | null;
  readonly startedAt: string | null;
  readonly lastSeen: string | null;
  /** Seen within the last half minute. */
  readonly isLive: boolean;
}

/** `GET /api/runtime`: how the processes fared, by time and instance. */
export interface RuntimeAnswer {
  readonly rows: readonly ApiRuntimeRow[];
  readonly from: string;
  readonly to: string;
  readonly step: TimeStep;
  readonly timezone: string;
}

/** What one instance's samples of a bucket say together. */
export interface ApiRuntimeRow {
  readonly time: string;
  /** Id of the instance. */
  readonly instance: string;
  /** Share of the time in which the event loop was busy, 0 to 1. */
  readonly loopUtilization: number;
  /** How late timers fired, milliseconds: the largest that a sample of the bucket says. */
  readonly loopDelayP50: number;
  readonly loopDelayP99: number;
  readonly loopDelayMax: number;
  /** Processor time of all threads by elapsed time: 1 is one core. */
  readonly cpu: number;
  readonly collections: number;
  /** Share of the time spent in garbage collection, 0 to 1. */
  readonly collectionShare: number;
  /** Longest collection, milliseconds. */
  readonly collectionMax: number;
  /** The largest in the bucket. */
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly externalBytes: number;
}

/** `POST /api/endpoints/:id/merge` takes this: the id of the endpoint that gets everything. */
export interface MergeBody {
  readonly into: number;
}

/** `GET /api/database`. */
export interface DatabaseAnswer {
  readonly engine: string;
  readonly sizeBytes: number | null;
  /** When the last maintenance ended: without space that later writes can use. Servers estimate it. */
  readonly usedBytes: number | null;
  /** Of `usedBytes`, over the last days; null until there is a quarter of a day to tell by. */
  readonly growthBytesPerDay: number | null;
  readonly tables: readonly ApiTable[];
  /** Start of what is still there. */
  readonly oldest: {
    readonly requests: string | null;
    readonly minuteRollups: string | null;
    readonly quarterHourRollups: string | null;
    readonly dayRollups: string | null;
  };
  readonly retention: RetentionSettings;
  /** Null before the first. */
  readonly nextPruneAt: string | null;
  /** Under way in one of the processes, or null. */
  readonly running: ApiMaintenance | null;
  readonly lastPrune: ApiMaintenance | null;
}

export interface ApiTable {
  /** Without the configured prefix. */
  readonly name: string;
  /** Null when counting would take long. */
  readonly rows: number | null;
  readonly isEstimate: boolean;
  /** With its indexes; null when adding up would take long. */
  readonly bytes: number | null;
}

export interface ApiMaintenance {
  readonly kind: 'prune' | 'remove' | 'merge' | 'rename';
  /** Id of the instance that does it. */
  readonly instance: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** `lost`: its process ended in the middle of it. */
  readonly outcome: 'done' | 'cancelled' | 'failed' | 'lost' | null;
  /** So far. */
  readonly removed: PrunedRows & { readonly labels: number };
}

export interface PrunedRows {
  readonly requests: number;
  readonly rollups: number;
  /** Outliers and profiles. */
  readonly details: number;
}

/** `POST /api/database/prune` takes this. */
export interface PruneBody {
  /** Only count what would go. */
  readonly dryRun?: boolean;
}

/** What would go, of a dry run. Null when pruning has begun: `GET /api/database` says how far it is. */
export interface PruneAnswer {
  readonly removes: PrunedRows | null;
}

/** `GET /api/config`: what every option is, and where that comes from. */
export interface ConfigAnswer {
  readonly options: readonly ApiOption[];
}

export interface ApiOption {
  /** `retention.requestDays`. */
  readonly name: string;
  /** Null for none. What is secret, and functions, are only named: `(hidden)`, `(function)`. */
  readonly value: string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;
  readonly origin: 'code' | 'environment' | 'file' | 'default';
}
