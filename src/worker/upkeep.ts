import type { MaintenanceDesk } from '../api/api-context.ts';
import type { Clock } from '../model/clock.ts';
import type { InstanceIdentity } from '../model/instance.ts';
import type { Logger } from '../model/logger.ts';
import type { RetentionSettings } from '../model/retention.ts';
import type { RetentionPolicy, Storage } from '../storage/storage.ts';
import { Heartbeat } from './heartbeat.ts';
import { Maintenance } from './maintenance.ts';
import { RegressionWork } from './regressions/regression-work.ts';
import { RetentionWork, retentionPolicy } from './retention-work.ts';
import { isStorageUnavailable } from './storage-keeper.ts';

export interface UpkeepParts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly instance: InstanceIdentity;
  readonly retention: RetentionSettings;
  readonly timezone: string;
}

/** What one process does for the database that a fleet shares: says that it lives, removes what is too old, and looks for what became worse. */
export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #heartbeat: Heartbeat;
  readonly #maintenance: Maintenance;
  readonly #retention: RetentionWork;
  readonly #regressions: RegressionWork;

  constructor(parts: UpkeepParts) {
    const { storage, clock, logger, instance, retention: settings, timezone } = parts;
    this.#parts = parts;
    this.#heartbeat = new Heartbeat(storage, instance);
    this.#maintenance = new Maintenance({ storage, logger, instance: instance.id });
    this.#retention = new RetentionWork({
      storage,
      clock,
      settings,
      maintenance: this.#maintenance,
      holder: instance.id,
    });
    this.#regressions = new RegressionWork({ storage, clock, logger, timezone, holder: instance.id });
  }

  /** For the API, which begins the same work at somebody's wish. */
  get desk(): MaintenanceDesk {
    const { storage } = this.#parts;
    return {
      preview: () => storage.prune(this.#policy(), true),
      prune: () => this.#maintenance.start('prune', (watch) => storage.prune(this.#policy(), false, watch)),
      run: (kind, work) => this.#maintenance.run(kind, work),
    };
  }

  /** The database can be had, for the first time or anew. */
  opened(): void {
    this.#heartbeat.start();
  }

  /**
   * To be called every few minutes. Takes as long as it takes, in steps between which others write, so that its
   * length says nothing of the database's state.
   */
  async retain(): Promise<void> {
    try {
      await this.#retention.run();
    } catch (error) {
      if (!isStorageUnavailable(error)) this.#parts.logger.error('what is too old could not be removed', error);
    }
  }

  /** To be called every minute. */
  async compare(): Promise<void> {
    await this.#regressions.run();
  }

  async close(): Promise<void> {
    this.#heartbeat.stop();
    await this.#maintenance.close();
  }

  #policy(): RetentionPolicy {
    return retentionPolicy(this.#parts.clock.now(), this.#parts.retention);
  }
}
