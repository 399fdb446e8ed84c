import { type Clock, systemClock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import { createStorage } from '../storage/open-storage.ts';
import type { Storage } from '../storage/storage.ts';
import type { FromWorker } from '../transport/protocol.ts';
import { AnswerDesk } from './answer-desk.ts';
import { DatabaseFile } from './database-file.ts';
import { DetailWork } from './detail-work.ts';
import { GraphWork } from './graph-work.ts';
import { IngestPipeline } from './ingest-pipeline.ts';
import { LevelWatch } from './level-watch.ts';
import { LiveWatch } from './live-watch.ts';
import { createMetricsPush } from './open-telemetry/create-metrics-push.ts';
import type { MetricsPush } from './open-telemetry/metrics-push.ts';
import { SPILL_LIMIT_BYTES, Spill } from './spill/spill.ts';
import { SpillFolder, spillPlace } from './spill/spill-folder.ts';
import { ownerToken } from './spill/spill-owner.ts';
import { StorageKeeper } from './storage-keeper.ts';
import { Upkeep } from './upkeep.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What the worker is made of. */
export interface WorkerParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly keeper: StorageKeeper;
  readonly spill: Spill;
  readonly pipeline: IngestPipeline;
  readonly upkeep: Upkeep;
  readonly details: DetailWork;
  readonly graphs: GraphWork;
  /** Null while OpenTelemetry is not configured. */
  readonly push: MetricsPush | null;
  readonly levels: LevelWatch;
  readonly live: LiveWatch;
  readonly answers: AnswerDesk;
}

export interface WorkerOutlets {
  /** To the app's thread. */
  send(message: FromWorker, transferables?: readonly ArrayBuffer[]): void;
  /** The database can be had now, and may be new or empty. */
  opened(): void;
}

/** Makes the parts and tells each of the others that it needs. */
export function createWorkerParts(settings: WorkerSettings, outlets: WorkerOutlets): WorkerParts {
  const { send } = outlets;
  const { location, instance, api, defaultLevel } = settings;
  const clock = systemClock;
  const logger = createLogger(send);
  const storage = createStorage(location, clock);
  const file = location.engine === 'sqlite' ? new DatabaseFile(location.file) : null;
  const keeper = new StorageKeeper({ storage, file, clock, logger, opened: outlets.opened });
  const spill = createSpill(settings, { clock, logger, send });
  const details = new DetailWork({
    ...{ settings, storage, keeper, clock, logger },
    averagesChanged: (averages) => send({ type: 'averages', averages }),
  });
  return {
    ...{ clock, logger, storage, keeper, spill, details },
    pipeline: new IngestPipeline({
      ...{ storage, keeper, spill, clock, logger, defaultLevel, instance: instance.id },
      kept: (sequence) => send({ type: 'batch-kept', sequence }),
      lost: (requests) => send({ type: 'lost', requests }),
    }),
    upkeep: new Upkeep({ storage, clock, logger, instance, retention: api.retention, timezone: api.timezone }),
    graphs: new GraphWork({ storage, logger, isReady: () => keeper.isReady }),
    push: createMetricsPush({ settings, storage, clock, logger, isReady: () => keeper.isReady }),
    levels: new LevelWatch(storage, (levels) => {
      send({ type: 'levels', levels });
      details.levelsChanged();
    }),
    live: new LiveWatch(storage, () => send({ type: 'live-change' })),
    answers: new AnswerDesk({ send, logger }),
  };
}

function createSpill(
  { instance, location, temporaryFolder }: WorkerSettings,
  { clock, logger, send }: Pick<WorkerParts, 'clock' | 'logger'> & Pick<WorkerOutlets, 'send'>,
): Spill {
  const place = spillPlace(location, temporaryFolder);
  const folder = new SpillFolder({ place, instance: instance.id, owner: ownerToken(instance), clock, logger });
  return new Spill({
    ...{ folder, clock, logger, limitBytes: SPILL_LIMIT_BYTES },
    fullChanged: (isFull) => send({ type: 'spill-full', isFull }),
  });
}

function createLogger(send: WorkerOutlets['send']): Logger {
  const log = (level: 'debug' | 'info' | 'warn' | 'error', message: string): void =>
    send({ type: 'log', level, message });
  return {
    debug: (message) => log('debug', message),
    info: (message) => log('info', message),
    warn: (message) => log('warn', message),
    error: (message, cause) => log('error', cause === undefined ? message : `${message}: ${String(cause)}`),
  };
}
