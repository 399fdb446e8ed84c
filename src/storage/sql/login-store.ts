import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import { LOGIN_OFFER_QUIET_MILLIS } from '../auth-store.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

/** One-time login tokens and failed sign-ins: both must hold between processes that ask at the same time. */
export class LoginStore {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  async offerLoginToken(tokenHash: string, now: EpochMillis, expiresAt: EpochMillis): Promise<boolean> {
    return writeAlone(this.#db, this.#engine, async (db) => {
      const user = await db.selectFrom('users').select('id').where('password_hash', 'is not', null).executeTakeFirst();
      if (user !== undefined) return false;
      const offered = db.selectFrom('login_tokens').select('token_hash').where('expires_at', '>', now);
      const recent = await offered
        .where('expires_at', '>', expiresAt - LOGIN_OFFER_QUIET_MILLIS)
        .where('token_hash', '<>', tokenHash)
        .executeTakeFirst();
      const insert = db.insertInto('login_tokens').values({ token_hash: tokenHash, expires_at: expiresAt });
      await this.#engine.duplicates.replace(insert, { key: ['token_hash'], columns: ['expires_at'] }).execute();
      return recent === undefined;
    });
  }

  /** The delete decides who was first. */
  async consumeLoginToken(tokenHash: string, now: EpochMillis): Promise<boolean> {
    const remove = this.#db
      .deleteFrom('login_tokens')
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', now);
    return (await remove.executeTakeFirst()).numDeletedRows > 0n;
  }

  async addLoginFailure(key: string, now: EpochMillis, windowMillis: number): Promise<number> {
    return writeAlone(this.#db, this.#engine, async (db) => {
      const { count, until } = await readFailures(db, key, now);
      const row = { key, failures: count + 1, until: count === 0 ? now + windowMillis : until };
      const insert = db.insertInto('login_failures').values(row);
      await this.#engine.duplicates.replace(insert, { key: ['key'], columns: ['failures', 'until'] }).execute();
      return row.failures;
    });
  }

  async loginFailures(key: string, now: EpochMillis): Promise<{ readonly count: number; readonly until: EpochMillis }> {
    return readFailures(this.#db, key, now);
  }

  async clearLoginFailures(key: string): Promise<void> {
    await this.#db.deleteFrom('login_failures').where('key', '=', key).execute();
  }
}

async function readFailures(
  db: Kysely<Tables>,
  key: string,
  now: EpochMillis,
): Promise<{ readonly count: number; readonly until: EpochMillis }> {
  const query = db.selectFrom('login_failures').selectAll().where('key', '=', key).where('until', '>', now);
  const row = await query.executeTakeFirst();
  return row === undefined ? { count: 0, until: now } : { count: row.failures, until: row.until };
}
