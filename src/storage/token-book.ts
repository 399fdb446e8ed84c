import type { ApiToken } from '../model/api-token.ts';
import type { EpochMillis } from '../model/clock.ts';

/** API tokens of all processes that share the database. */
export interface TokenBook {
  /** Null when another token has the name. */
  create(token: NewApiToken): Promise<ApiToken | null>;
  /** By name, expired ones too. */
  list(): Promise<readonly ApiToken[]>;
  /** Expired or not; null when there is none with this secret. */
  find(secretHash: string): Promise<ApiToken | null>;
  /** False when there is none with this id. */
  remove(id: number): Promise<boolean>;
  markUsed(id: number, now: EpochMillis): Promise<void>;
}

export interface NewApiToken extends Omit<ApiToken, 'id' | 'lastUsedAt'> {
  /** SHA-256 of the secret in hexadecimal. */
  readonly secretHash: string;
}
