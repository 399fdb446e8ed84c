import type { EpochMillis } from '../../model/clock.ts';
import type { Session, User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import { createCsrfToken, fitsPassword } from './csrf-token.ts';
import { createSecretToken, hashSecretToken } from './secret-token.ts';

/** Absolute: a session ends then however much it is used, and not before however little. */
export const SESSION_SECONDS: number = 14 * 24 * 3600;

export interface OpenedSession {
  /** The cookie's value; only its hash is stored. */
  readonly token: string;
  readonly session: Session;
}

/** Always a new one: a token that somebody planted in the browser before must not become valid by a login. */
export async function openSession(store: AuthStore, user: User, now: EpochMillis): Promise<OpenedSession> {
  const token = createSecretToken();
  const session = {
    tokenHash: hashSecretToken(token),
    csrfToken: createCsrfToken(user),
    expiresAt: now + SESSION_SECONDS * 1000,
    user,
  };
  await store.createSession({ ...session, userId: user.id });
  return { token, session };
}

/** The first valid session among the tokens, with its user as it is now. */
export async function findSession(
  store: Pick<AuthStore, 'findSession'>,
  tokens: readonly string[],
  now: EpochMillis,
): Promise<Session | null> {
  for (const token of tokens) {
    const session = await store.findSession(hashSecretToken(token), now);
    if (session !== null && fitsPassword(session)) return session;
  }
  return null;
}
