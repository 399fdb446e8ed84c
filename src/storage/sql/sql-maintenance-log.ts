import type { Kysely, Selectable } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { MaintenanceKind, MaintenanceLog, MaintenanceOutcome, MaintenanceRun } from '../maintenance-log.ts';
import type { PruneResult } from '../storage.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { MaintenanceRunTable, Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

/** Without a sign of life for so long, the process that did it is gone. */
const LONGEST_SILENCE_MILLIS = 60_000;
/** About two weeks of hourly runs. */
const MOST_KEPT = 400;
const MOST_LISTED = 100;

export class SqlMaintenanceLog implements MaintenanceLog {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, engine: SqlEngine, clock: Clock) {
    this.#db = db;
    this.#engine = engine;
    this.#clock = clock;
  }

  async begin(kind: MaintenanceKind, instance: string): Promise<number | null> {
    const now = this.#clock.now();
    return this.#alone(async (db) => {
      const open = await db.selectFrom('maintenance_runs').selectAll().where('ended_at', 'is', null).execute();
      if (open.some((run) => run.seen_at > now - LONGEST_SILENCE_MILLIS)) return null;
      for (const { id, seen_at: ended_at } of open) {
        await db.updateTable('maintenance_runs').set({ ended_at, outcome: 'lost' }).where('id', '=', id).execute();
      }
      const times = { started_at: now, seen_at: now, ended_at: null };
      const removed = { requests: 0, rollups: 0, details: 0, labels: 0 };
      const nothing = { outcome: null, is_cancelled: 0, ...removed, used_bytes: null };
      await db
        .insertInto('maintenance_runs')
        .values({ kind, instance, ...times, ...nothing })
        .execute();
      const query = db.selectFrom('maintenance_runs').select('id').orderBy('id', 'desc').limit(1);
      const { id } = await query.executeTakeFirstOrThrow();
      await db
        .deleteFrom('maintenance_runs')
        .where('id', '<=', id - MOST_KEPT)
        .execute();
      return id;
    });
  }

  async report(id: number, done: PruneResult): Promise<boolean> {
    const seen = { ...done, seen_at: this.#clock.now() };
    await this.#open().set(seen).where('id', '=', id).execute();
    const query = this.#db.selectFrom('maintenance_runs').select(['is_cancelled', 'ended_at']).where('id', '=', id);
    const run = await query.executeTakeFirst();
    return run !== undefined && run.is_cancelled === 0 && run.ended_at === null;
  }

  async end(id: number, outcome: MaintenanceOutcome, done: PruneResult): Promise<void> {
    const now = this.#clock.now();
    const used_bytes = await this.#engine.usedBytes(this.#db);
    const ended = { ...done, outcome, used_bytes, seen_at: now, ended_at: now };
    await this.#open().set(ended).where('id', '=', id).execute();
  }

  async cancel(): Promise<boolean> {
    const recent = this.#clock.now() - LONGEST_SILENCE_MILLIS;
    const prune = this.#open().set({ is_cancelled: 1 }).where('kind', '=', 'prune');
    const cancelled = await prune.where('seen_at', '>', recent).executeTakeFirst();
    return cancelled.numUpdatedRows > 0n;
  }

  async list(): Promise<readonly MaintenanceRun[]> {
    const query = this.#db.selectFrom('maintenance_runs').selectAll().orderBy('id', 'desc').limit(MOST_LISTED);
    const recent = this.#clock.now() - LONGEST_SILENCE_MILLIS;
    return (await query.execute()).map((row) => runOf(row, recent));
  }

  #open() {
    return this.#db.updateTable('maintenance_runs').where('ended_at', 'is', null);
  }

  #alone<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    return writeAlone(this.#db, this.#engine, work);
  }
}

/** A run that was silent for too long has ended, though nobody has written so yet. */
function runOf(row: Selectable<MaintenanceRunTable>, recent: number): MaintenanceRun {
  const { id, kind, instance, started_at: startedAt, used_bytes: usedBytes } = row;
  const { requests, rollups, details, labels } = row;
  const isLost = row.ended_at === null && row.seen_at <= recent;
  return {
    id,
    kind,
    instance,
    startedAt,
    endedAt: isLost ? row.seen_at : row.ended_at,
    outcome: isLost ? 'lost' : row.outcome,
    done: { requests, rollups, details, labels },
    usedBytes,
  };
}
