import type { Kysely } from 'kysely';
import type { User } from '../../model/user.ts';
import type { UserBook, UserChange } from '../user-book.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';
import { userOf } from './user-row.ts';
import { writeAlone } from './write-alone.ts';

export class SqlUserBook implements UserBook {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  async list(): Promise<readonly User[]> {
    return (await this.#db.selectFrom('users').selectAll().orderBy('username').execute()).map(userOf);
  }

  create({ username, role, passwordHash }: Omit<User, 'id'>): Promise<User | 'taken' | 'last-admin'> {
    return this.#keepingAnAdmin(async (db) => {
      const named = db.selectFrom('users').selectAll().where('username', '=', username);
      if ((await named.executeTakeFirst()) !== undefined) return 'taken';
      await db.insertInto('users').values({ username, role, password_hash: passwordHash }).execute();
      return userOf(await named.executeTakeFirstOrThrow());
    });
  }

  change(id: number, { role, passwordHash }: UserChange): Promise<User | 'not-found' | 'last-admin'> {
    return this.#keepingAnAdmin(async (db) => {
      const user = await findById(db, id);
      if (user === null) return 'not-found';
      const changed = { ...user, role: role ?? user.role, passwordHash: passwordHash ?? user.passwordHash };
      if (changed.role === user.role && changed.passwordHash === user.passwordHash) return user;
      const row = { role: changed.role, password_hash: changed.passwordHash };
      await db.updateTable('users').set(row).where('id', '=', id).execute();
      await endSessions(db, id);
      return changed;
    });
  }

  remove(id: number): Promise<'removed' | 'not-found' | 'last-admin'> {
    return this.#keepingAnAdmin(async (db) => {
      if ((await findById(db, id)) === null) return 'not-found';
      await endSessions(db, id);
      await db.deleteFrom('users').where('id', '=', id).execute();
      return 'removed';
    });
  }

  async #keepingAnAdmin<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result | 'last-admin'> {
    try {
      return await writeAlone(this.#db, this.#engine, async (db) => {
        const before = await rolesWithPassword(db);
        const result = await work(db);
        const after = await rolesWithPassword(db);
        if (before.size + after.size > 0 && !after.has('admin')) throw new NoAdminLeft();
        return result;
      });
    } catch (error) {
      if (error instanceof NoAdminLeft) return 'last-admin';
      throw error;
    }
  }
}

/** Rolls the transaction back. */
class NoAdminLeft extends Error {
  override readonly name: string = 'NoAdminLeft';
}

async function rolesWithPassword(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const query = db.selectFrom('users').select('role').distinct().where('password_hash', 'is not', null);
  return new Set((await query.execute()).map(({ role }) => role));
}

async function findById(db: Kysely<Tables>, id: number): Promise<User | null> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : userOf(row);
}

async function endSessions(db: Kysely<Tables>, userId: number): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
}
