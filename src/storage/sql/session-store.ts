import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { Session, User } from '../../model/user.ts';
import type { AuthStore } from '../auth-store.ts';
import type { Duplicates } from './duplicates.ts';
import type { Tables } from './tables.ts';
import { userOf } from './user-row.ts';

/** Users and who is signed in. */
export class SessionStore {
  readonly #db: Kysely<Tables>;
  readonly #duplicates: Duplicates;

  constructor(db: Kysely<Tables>, duplicates: Duplicates) {
    this.#db = db;
    this.#duplicates = duplicates;
  }

  async countUsersWithPassword(): Promise<number> {
    const query = this.#db.selectFrom('users').where('password_hash', 'is not', null);
    const row = await query.select((eb) => eb.fn.countAll<number>().as('users')).executeTakeFirst();
    return row?.users ?? 0;
  }

  async findUser(username: string): Promise<User | null> {
    const row = await this.#db.selectFrom('users').selectAll().where('username', '=', username).executeTakeFirst();
    return row === undefined ? null : userOf(row);
  }

  async saveUser({ username, role, passwordHash }: Parameters<AuthStore['saveUser']>[0]): Promise<User> {
    const insert = this.#db.insertInto('users').values({ username, role, password_hash: passwordHash });
    await this.#duplicates.replace(insert, { key: ['username'], columns: ['role', 'password_hash'] }).execute();
    const row = await this.#db
      .selectFrom('users')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    return userOf(row);
  }

  async createSession({
    tokenHash,
    csrfToken,
    userId,
    expiresAt,
  }: Parameters<AuthStore['createSession']>[0]): Promise<void> {
    const row = { token_hash: tokenHash, csrf_token: csrfToken, user_id: userId, expires_at: expiresAt };
    await this.#db.insertInto('sessions').values(row).execute();
  }

  async findSession(tokenHash: string, now: EpochMillis): Promise<Session | null> {
    const row = await this.#db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (row === undefined) return null;
    return { tokenHash: row.token_hash, csrfToken: row.csrf_token, expiresAt: row.expires_at, user: userOf(row) };
  }

  async deleteSession(tokenHash: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
  }

  async deleteExpired(now: EpochMillis): Promise<void> {
    await this.#db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    await this.#db.deleteFrom('login_tokens').where('expires_at', '<=', now).execute();
    await this.#db.deleteFrom('login_failures').where('until', '<=', now).execute();
  }
}
