import type { Kysely, Selectable } from 'kysely';
import { type ApiToken, TOKEN_SCOPES } from '../../model/api-token.ts';
import type { EpochMillis } from '../../model/clock.ts';
import type { NewApiToken, TokenBook } from '../token-book.ts';
import type { ApiTokenTable } from './account-tables.ts';
import type { Duplicates } from './duplicates.ts';
import type { Tables } from './tables.ts';

export class SqlTokenBook implements TokenBook {
  readonly #db: Kysely<Tables>;
  readonly #duplicates: Duplicates;

  constructor(db: Kysely<Tables>, duplicates: Duplicates) {
    this.#db = db;
    this.#duplicates = duplicates;
  }

  async create({ name, secretHash, scopes, createdAt, createdBy, expiresAt }: NewApiToken): Promise<ApiToken | null> {
    const insert = this.#db.insertInto('api_tokens').values({
      name,
      secret_hash: secretHash,
      scopes: scopes.join(','),
      created_at: createdAt,
      created_by: createdBy,
      expires_at: expiresAt,
      last_used_at: null,
    });
    await this.#duplicates.ignore(insert).execute();
    // A token that was there before has another secret.
    return this.find(secretHash);
  }

  async list(): Promise<readonly ApiToken[]> {
    return (await this.#db.selectFrom('api_tokens').selectAll().orderBy('name').execute()).map(tokenOf);
  }

  async find(secretHash: string): Promise<ApiToken | null> {
    const query = this.#db.selectFrom('api_tokens').selectAll().where('secret_hash', '=', secretHash);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : tokenOf(row);
  }

  async remove(id: number): Promise<boolean> {
    const remove = this.#db.deleteFrom('api_tokens').where('id', '=', id);
    return (await remove.executeTakeFirst()).numDeletedRows > 0n;
  }

  async markUsed(id: number, now: EpochMillis): Promise<void> {
    await this.#db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', id).execute();
  }
}

function tokenOf(row: Selectable<ApiTokenTable>): ApiToken {
  const granted = row.scopes.split(',');
  return {
    id: row.id,
    name: row.name,
    scopes: TOKEN_SCOPES.filter((scope) => granted.includes(scope)),
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
