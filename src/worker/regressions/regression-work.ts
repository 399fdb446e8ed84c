import { dueLook } from '../../analysis/regressions/version-looks.ts';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { RegressionOccasion } from '../../model/regression.ts';
import type { Storage } from '../../storage/storage.ts';
import { isStorageUnavailable } from '../storage-keeper.ts';
import { RegressionWatch } from './regression-watch.ts';
import { watchedDays } from './watched-days.ts';

const LEASE = 'regressions';
/** Longer than a look takes; then another process may do what one has left undone. */
const LEASE_MILLIS = 2 * 60_000;
/** Versions that are older are no news. */
const VERSIONS_MILLIS = 30 * 86_400_000;
const MOST_VERSIONS = 100;
/** Looks at older ones are rare, and reading the versions of a month is not for nothing. */
const YOUNG_MILLIS = 10 * 60_000;
const CALM_MILLIS = 5 * 60_000;

export interface RegressionWorkParts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA name: days are its days. */
  readonly timezone: string;
  /** Of this process: one of a fleet looks. */
  readonly holder: string;
}

/** What is due on an occasion. */
interface Due {
  readonly name: string;
  look(): Promise<void>;
}

/** Looks at every new version and every day for what became worse, in one process of all that share the database. */
export class RegressionWork {
  readonly #parts: RegressionWorkParts;
  readonly #watch: RegressionWatch;
  /** Known to be done, by this process or another. */
  readonly #done = new Map<RegressionOccasion, string>();
  #running: Promise<void> | null = null;
  #nextReadAt: EpochMillis = 0;

  constructor(parts: RegressionWorkParts) {
    this.#parts = parts;
    this.#watch = new RegressionWatch(parts.storage, parts.clock);
  }

  /** To be called every minute. Mostly finds that nothing is due. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#do('version', await this.#dueVersion());
      await this.#do('day', this.#dueDay());
    } catch (error) {
      // The pipeline reports a database that is away, with its reason.
      if (!isStorageUnavailable(error)) this.#parts.logger.error('regressions could not be looked for', error);
    }
  }

  async #dueVersion(): Promise<Due | null> {
    const { storage, clock } = this.#parts;
    const now = clock.now();
    if (now < this.#nextReadAt) return null;
    const range = { from: now - VERSIONS_MILLIS, to: now + 1 };
    const versions = await storage.listVersions({ endpointId: null, range, limit: MOST_VERSIONS });
    const isYoung = versions.some(({ firstSeen }) => firstSeen > now - YOUNG_MILLIS);
    this.#nextReadAt = isYoung ? 0 : now + CALM_MILLIS;
    const look = dueLook(versions, now);
    return look === null ? null : { name: look.name, look: () => this.#watch.lookAtVersion(look) };
  }

  #dueDay(): Due {
    const days = watchedDays(this.#parts.clock.now(), this.#parts.timezone);
    return { name: days.name, look: () => this.#watch.lookAtDay(days) };
  }

  async #do(occasion: RegressionOccasion, due: Due | null): Promise<void> {
    if (due === null || this.#done.get(occasion) === due.name) return;
    const { regressions } = this.#parts.storage;
    if ((await regressions.lastLook(occasion)) !== due.name) {
      if (!(await this.#takeLease())) return;
      await due.look();
      await regressions.looked(occasion, due.name);
    }
    this.#done.set(occasion, due.name);
  }

  #takeLease(): Promise<boolean> {
    const { storage, clock, holder } = this.#parts;
    const now = clock.now();
    return storage.takeLease(LEASE, holder, now, now + LEASE_MILLIS);
  }
}
