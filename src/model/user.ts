import type { EpochMillis } from './clock.ts';

/** Admins change things; guests read, and see no environment, headers or configuration. */
export type Role = 'admin' | 'guest';

export interface User {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  /** `null`: this user cannot sign in by password (only by a login link). */
  readonly passwordHash: string | null;
}

export interface Session {
  /** SHA-256 of the cookie's value, so that a stolen database opens no session. */
  readonly tokenHash: string;
  readonly csrfToken: string;
  readonly expiresAt: EpochMillis;
  readonly user: User;
}
