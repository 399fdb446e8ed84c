import type { Generated } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { Role } from '../../model/user.ts';

export interface UserTable {
  id: Generated<number>;
  username: string;
  role: Role;
  password_hash: string | null;
}

export interface SessionTable {
  token_hash: string;
  csrf_token: string;
  user_id: number;
  expires_at: EpochMillis;
}

export interface LoginTokenTable {
  token_hash: string;
  expires_at: EpochMillis;
}

export interface LoginFailureTable {
  key: string;
  failures: number;
  until: EpochMillis;
}

export interface ApiTokenTable {
  id: Generated<number>;
  name: string;
  secret_hash: string;
  /** Comma-separated. */
  scopes: string;
  created_at: EpochMillis;
  created_by: string;
  expires_at: EpochMillis | null;
  last_used_at: EpochMillis | null;
}
