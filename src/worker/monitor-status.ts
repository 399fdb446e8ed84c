import type { StatusAnswer } from '../api/contract.ts';
import type { OpenTelemetryStatus } from '../model/open-telemetry.ts';
import {
  type CollectorStatus,
  DROP_REASONS,
  type DropReason,
  type FollowingStatus,
  type ProfilingStatus,
  type SpillStatus,
} from '../model/status.ts';
import type { Storage } from '../storage/storage.ts';
import type { IngestFigures } from './ingest-pipeline.ts';
import type { StorageKeeper } from './storage-keeper.ts';
import type { WorkerSettings } from './worker-settings.ts';

export interface StatusSources {
  readonly settings: WorkerSettings;
  /** Null until the app's thread has sent its part. */
  readonly collector: CollectorStatus | null;
  readonly figures: IngestFigures;
  readonly keeper: StorageKeeper;
  readonly spill: SpillStatus;
  readonly storage: Storage;
  readonly profiling: ProfilingStatus;
  /** Null when nothing is pushed. */
  readonly openTelemetry: OpenTelemetryStatus | null;
  readonly uptimeMillis: number;
}

/** What both threads know of themselves, as one answer. */
export async function composeStatus(sources: StatusSources): Promise<StatusAnswer> {
  const { settings, collector, figures, keeper, spill, storage } = sources;
  const { id, host, pid, startedAt } = settings.instance;
  const dropped = collector?.dropped ?? noDrops();
  const droppedTotal = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  return {
    state: keeper.isReady && droppedTotal === 0 ? 'ok' : 'degraded',
    version: settings.api.packageVersion,
    instance: { id, host, pid, startedAt: new Date(startedAt).toISOString() },
    records: {
      recorded: collector?.recorded ?? 0,
      stored: figures.storedRequests,
      dropped,
      droppedTotal,
      lostOutliers: figures.lostOutliers,
      callbackErrors: collector?.callbackErrors ?? {},
    },
    queue: { rows: collector?.queuedRows ?? 0, batches: collector?.queuedBatches ?? 0, spill },
    flush: {
      lastAt: figures.lastFlushAt === null ? null : new Date(figures.lastFlushAt).toISOString(),
      lastMillis: figures.lastFlushMillis,
      failedBatches: figures.failedBatches,
    },
    worker: {
      restarts: collector?.workerRestarts ?? 0,
      uptimeSeconds: Math.round(sources.uptimeMillis / 1000),
      memoryBytes: process.memoryUsage().heapUsed,
    },
    following: collector?.following ?? NOTHING_FOLLOWED,
    profiling: sources.profiling,
    openTelemetry: describePush(sources.openTelemetry),
    database: {
      engine: storage.engine,
      state: keeper.state,
      error: keeper.problem,
      sizeBytes: keeper.isReady ? await storage.sizeBytes().catch(() => null) : null,
    },
  };
}

function describePush(status: OpenTelemetryStatus | null): StatusAnswer['openTelemetry'] {
  if (status === null) return null;
  return { ...status, lastAt: status.lastAt === null ? null : new Date(status.lastAt).toISOString() };
}

const NOTHING_FOLLOWED: FollowingStatus = {
  outliers: 0,
  outliersOverLimit: 0,
  traces: 0,
  tracesRefused: 0,
  tracingMillis: 0,
  tracingFailures: 0,
};

function noDrops(): Record<DropReason, number> {
  return Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>;
}
