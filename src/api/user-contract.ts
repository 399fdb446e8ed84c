/** Answers and bodies of the routes about users. See `contract.ts`. */
import type { Role } from '../model/user.ts';
import type { SessionAnswer } from './contract.ts';

/** `GET /api/users`, by name. */
export interface UsersAnswer {
  readonly users: readonly ApiUserRecord[];
}

export interface ApiUserRecord {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  /** False: can sign in by a login link only. */
  readonly hasPassword: boolean;
  /** Set by the options `username` and `password` of the process that answers, and not to be changed here. */
  readonly isConfigured: boolean;
  /** Who asks. */
  readonly isYou: boolean;
}

/** `POST /api/users` takes this. */
export interface UserBody {
  readonly username: string;
  readonly password: string;
  /** @default guest */
  readonly role?: Role;
}

/** `PATCH /api/users/:id` takes one or both. */
export interface UserChangeBody {
  readonly role?: Role;
  readonly password?: string;
}

/** `POST /api/password` takes this and answers the new session. */
export interface PasswordBody {
  /** Not needed by users who have none yet. */
  readonly currentPassword?: string;
  readonly newPassword: string;
}

/** `GET /api/session`: as `/me`, but also for those who are not signed in. */
export interface CurrentSessionAnswer {
  readonly session: SessionAnswer | null;
}
