import type { EpochMillis } from '../../model/clock.ts';
import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';

type StoredSession = Parameters<AuthStore['createSession']>[0];

/** An attacker with many addresses must not fill the memory; the oldest counts go first. */
const MAX_FAILURE_KEYS = 10_000;

/**
 * Lets people sign in while there is no database, to read in the status what is wrong with it.
 * Lives and dies with this process.
 */
export class MemoryAuthStore implements AuthStore {
  readonly #users = new Map<string, User>();
  readonly #sessions = new Map<string, StoredSession>();
  readonly #failures = new Map<string, { count: number; until: EpochMillis }>();
  #loginToken: { readonly hash: string; readonly expiresAt: EpochMillis } | null = null;

  async countUsersWithPassword(): Promise<number> {
    return this.#usersWithPassword();
  }

  async findUser(username: string): Promise<User | null> {
    return this.#users.get(username) ?? null;
  }

  async saveUser(user: Omit<User, 'id'>): Promise<User> {
    const saved = { ...user, id: this.#users.get(user.username)?.id ?? this.#users.size + 1 };
    this.#users.set(user.username, saved);
    return saved;
  }

  async createSession(session: StoredSession): Promise<void> {
    this.#sessions.set(session.tokenHash, session);
  }

  async findSession(tokenHash: string, now: EpochMillis): ReturnType<AuthStore['findSession']> {
    const session = this.#sessions.get(tokenHash);
    if (session === undefined || session.expiresAt <= now) return null;
    const user = [...this.#users.values()].find(({ id }) => id === session.userId);
    return user === undefined ? null : { tokenHash, csrfToken: session.csrfToken, expiresAt: session.expiresAt, user };
  }

  async deleteSession(tokenHash: string): Promise<void> {
    this.#sessions.delete(tokenHash);
  }

  async deleteExpired(now: EpochMillis): Promise<void> {
    for (const [key, { expiresAt }] of this.#sessions) if (expiresAt <= now) this.#sessions.delete(key);
    for (const [key, { until }] of this.#failures) if (until <= now) this.#failures.delete(key);
  }

  /** One process has one token, so it is always its own that is shown. */
  async offerLoginToken(hash: string, _now: EpochMillis, expiresAt: EpochMillis): Promise<boolean> {
    if (this.#usersWithPassword() > 0) return false;
    this.#loginToken = { hash, expiresAt };
    return true;
  }

  async consumeLoginToken(hash: string, now: EpochMillis): Promise<boolean> {
    if (this.#loginToken === null || this.#loginToken.hash !== hash || this.#loginToken.expiresAt <= now) return false;
    this.#loginToken = null;
    return true;
  }

  async addLoginFailure(key: string, now: EpochMillis, windowMillis: number): Promise<number> {
    const { count, until } = this.#failuresOf(key, now);
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, until: count === 0 ? now + windowMillis : until });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_FAILURE_KEYS && oldest !== undefined) this.#failures.delete(oldest);
    return count + 1;
  }

  async loginFailures(key: string, now: EpochMillis): ReturnType<AuthStore['loginFailures']> {
    return this.#failuresOf(key, now);
  }

  async clearLoginFailures(key: string): Promise<void> {
    this.#failures.delete(key);
  }

  #usersWithPassword(): number {
    return [...this.#users.values()].filter(({ passwordHash }) => passwordHash !== null).length;
  }

  #failuresOf(key: string, now: EpochMillis): { readonly count: number; readonly until: EpochMillis } {
    const failures = this.#failures.get(key);
    return failures === undefined || failures.until <= now ? { count: 0, until: now } : failures;
  }
}
