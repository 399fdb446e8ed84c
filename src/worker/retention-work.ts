import type { Clock } from '../model/clock.ts';
import type { RetentionPolicy, Storage } from '../storage/storage.ts';

const DAY_MILLIS = 86_400_000;
const INTERVAL_MILLIS = 3_600_000;
/** Longer than the interval, so that the process that does the work goes on doing it while it lives. */
const LEASE_MILLIS = 2 * INTERVAL_MILLIS;
const LEASE = 'retention';

/** How long each kind of data is kept; days, and null for no cap. */
export interface RetentionSettings {
  readonly requestDays: number;
  readonly detailDays: number;
  readonly minuteRollupDays: number;
  readonly quarterHourRollupDays: number;
  readonly maxDatabaseMegabytes: number | null;
}

export interface RetentionWorkParts {
  readonly storage: Pick<Storage, 'prune' | 'takeLease'>;
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
    const { storage, settings, clock, holder } = this.#parts;
    const now = clock.now();
    if (now < this.#nextAt) return;
    if (!(await storage.takeLease(LEASE, holder, now, now + LEASE_MILLIS))) return;
    this.#nextAt = now + INTERVAL_MILLIS;
    await storage.prune(policyAt(now, settings), false);
  }
}

function policyAt(now: number, settings: RetentionSettings): RetentionPolicy {
  const { maxDatabaseMegabytes } = settings;
  return {
    requestsBefore: now - settings.requestDays * DAY_MILLIS,
    detailsBefore: now - settings.detailDays * DAY_MILLIS,
    minuteRollupsBefore: now - settings.minuteRollupDays * DAY_MILLIS,
    quarterRollupsBefore: now - settings.quarterHourRollupDays * DAY_MILLIS,
    maxBytes: maxDatabaseMegabytes === null ? null : maxDatabaseMegabytes * 1_000_000,
  };
}
