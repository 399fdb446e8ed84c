import type { EpochMillis } from '../model/clock.ts';
import type { Role, Session, User } from '../model/user.ts';

/** Processes that start within this time of each other start together. */
export const LOGIN_OFFER_QUIET_MILLIS = 30_000;

export interface AuthStore {
  countUsersWithPassword(): Promise<number>;
  findUser(username: string): Promise<User | null>;
  /** Creates the user or replaces its hash and role. */
  saveUser(user: {
    readonly username: string;
    readonly role: Role;
    readonly passwordHash: string | null;
  }): Promise<User>;
  createSession(session: {
    readonly tokenHash: string;
    readonly csrfToken: string;
    readonly userId: number;
    readonly expiresAt: EpochMillis;
  }): Promise<void>;
  /** With its user as it is now; null when unknown, expired at `now`, or the user is gone. */
  findSession(tokenHash: string, now: EpochMillis): Promise<Session | null>;
  deleteSession(tokenHash: string): Promise<void>;
  deleteExpired(now: EpochMillis): Promise<void>;
  /**
   * Registers a one-time login token unless a user has a password. Answers whether its link should be shown:
   * not when another token was offered within `LOGIN_OFFER_QUIET_MILLIS`, so that one process of a cluster
   * that starts prints its link. Tokens offered before stay valid until they expire.
   */
  offerLoginToken(tokenHash: string, now: EpochMillis, expiresAt: EpochMillis): Promise<boolean>;
  /** True for exactly one caller per offered token. */
  consumeLoginToken(tokenHash: string, now: EpochMillis): Promise<boolean>;
  /** Counts a failed sign-in under `key` in a window and answers the count within it. */
  addLoginFailure(key: string, now: EpochMillis, windowMillis: number): Promise<number>;
  /** Failures within the window and when it ends. */
  loginFailures(key: string, now: EpochMillis): Promise<{ readonly count: number; readonly until: EpochMillis }>;
  clearLoginFailures(key: string): Promise<void>;
}
