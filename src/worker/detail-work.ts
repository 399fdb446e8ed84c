import type { Clock } from '../model/clock.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { EndpointAverage } from '../model/endpoint-average.ts';
import type { Logger } from '../model/logger.ts';
import type { RecordBatch } from '../model/record-batch.ts';
import type { ProfilingStatus } from '../model/status.ts';
import type { TraceRecord } from '../profiler/trace-record.ts';
import { BlockedLoopWatch } from '../profiler/worker/blocked-loop-watch.ts';
import { ProfileMaker } from '../profiler/worker/profile-maker.ts';
import type { Storage } from '../storage/storage.ts';
import { AverageWatch } from './average-watch.ts';
import { ProfileQueue } from './profile-queue.ts';
import type { StorageKeeper } from './storage-keeper.ts';
import type { WorkerSettings } from './worker-settings.ts';

export interface DetailWorkParts {
  readonly settings: WorkerSettings;
  readonly storage: Storage;
  readonly keeper: StorageKeeper;
  readonly clock: Clock;
  readonly logger: Logger;
  averagesChanged(averages: readonly EndpointAverage[]): void;
}

/** The worker's part of levels 2 and 3: on only while an endpoint is at one of them. */
export class DetailWork {
  readonly #parts: DetailWorkParts;
  readonly #averages: AverageWatch;
  readonly #loop: BlockedLoopWatch;
  readonly #profiles: ProfileMaker;
  readonly #queue: ProfileQueue;

  constructor(parts: DetailWorkParts) {
    const { settings, storage, keeper, clock, logger } = parts;
    this.#parts = parts;
    this.#averages = new AverageWatch({ storage, clock, changed: (averages) => parts.averagesChanged(averages) });
    this.#loop = new BlockedLoopWatch({ memory: settings.loopMemory, clock, logger });
    this.#queue = new ProfileQueue({ storage, keeper });
    this.#profiles = new ProfileMaker({
      instance: settings.instance.id,
      version: settings.appVersion,
      clock,
      samplerObstacle: settings.samplerObstacle,
      profiled: (profile) => this.#queue.add(profile),
      samplerDisabled: (reason) => logger.warn(`profiles go on without samples of the processor: ${reason}`),
    });
  }

  get status(): ProfilingStatus {
    const { profiles, dropped, ...sampler } = this.#profiles.status;
    const { isSampling, startMillis, rotationMillis, longestRotationMillis, disabledReason } = sampler;
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, this.#queue.lost);
    return {
      ...{ profiles, profilesStored: this.#queue.stored, profilesLost: lost },
      ...{ isSampling, startMillis, rotationMillis, longestRotationMillis, disabledReason },
    };
  }

  setHighestLevel(level: MonitoringLevel): void {
    this.#averages.setOn(level >= 2);
    this.#loop.setOn(level >= 2);
    if (level === 3) this.#profiles.start(this.#parts.settings.samplingPeriodMillis);
    else this.#profiles.stop();
  }

  /** Another endpoint may have outliers now. */
  levelsChanged(): void {
    this.#averages.levelsChanged();
  }

  addTrace(record: TraceRecord): void {
    this.#profiles.add(record);
  }

  /** With the lines of stacks as they are in the sources. */
  withSources(batch: RecordBatch): RecordBatch {
    const { outliers } = batch;
    if (outliers === undefined) return batch;
    const resolved = outliers.map((outlier) => ({ ...outlier, stacks: this.#profiles.resolve(outlier.stacks) }));
    return { ...batch, outliers: resolved };
  }

  /** Leaves no session with the app's thread, which would keep the process from ending. */
  async close(): Promise<void> {
    this.#averages.setOn(false);
    this.#profiles.stop();
    await this.#loop.close();
    await this.#queue.close();
  }
}
