import type { Clock } from '../model/clock.ts';
import { RETENTION_INTERVAL_MILLIS, type RetentionSettings } from '../model/retention.ts';
import type { RetentionPolicy, Storage } from '../storage/storage.ts';
import type { Maintenance } from './maintenance.ts';

const DAY_MILLIS = 86_400_000;
/** Longer than the interval, so that the process that does the work goes on doing it while it lives. */
const LEASE_MILLIS = 2 * RETENTION_INTERVAL_MILLIS;
const LEASE = 'retention';

export interface RetentionWorkParts {
  readonly storage: Pick<Storage, 'prune' | 'takeLease'>;
  readonly maintenance: Pick<Maintenance, 'run'>;
  readonly settings: RetentionSettings;
  readonly clock: Clock;
  /** Of this process: one of a fleet prunes. */
  readonly holder: string;
}

/** Prunes once an hour, in one process of all that share the database. */
export class RetentionWork {
  readonly #parts: RetentionWorkParts;
  #nextAt = 0;

  constructor(parts: RetentionWorkParts) {
    this.#parts = parts;
  }

  /** To be called more often than it prunes: another process may have ended and left the work. */
  async run(): Promise<void> {
    const { storage, maintenance, settings, clock, holder } = this.#parts;
    const now = clock.now();
    if (now < this.#nextAt) return;
    if (!(await storage.takeLease(LEASE, holder, now, now + LEASE_MILLIS))) return;
    this.#nextAt = now + RETENTION_INTERVAL_MILLIS;
    const policy = retentionPolicy(now, settings);
    const pruned = await maintenance.run('prune', (watch) => storage.prune(policy, false, watch));
    // Somebody removes or merges an endpoint: the next call is soon enough.
    if (pruned === null) this.#nextAt = 0;
  }
}

export function retentionPolicy(now: number, settings: RetentionSettings): RetentionPolicy {
  const { maxDatabaseMegabytes } = settings;
  return {
    requestsBefore: now - settings.requestDays * DAY_MILLIS,
    detailsBefore: now - settings.detailDays * DAY_MILLIS,
    minuteRollupsBefore: now - settings.minuteRollupDays * DAY_MILLIS,
    quarterRollupsBefore: now - settings.quarterHourRollupDays * DAY_MILLIS,
    maxBytes: maxDatabaseMegabytes === null ? null : maxDatabaseMegabytes * 1_000_000,
  };
}
