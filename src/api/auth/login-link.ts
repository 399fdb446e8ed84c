import type { EpochMillis } from '../../model/clock.ts';
import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import type { ApiContext, ApiSettings } from '../api-context.ts';
import { hasConfiguredUser, saveConfiguredUser } from './configured-user.ts';
import { hashSecretToken } from './secret-token.ts';

const VALID_MILLIS = 24 * 3_600_000;
/** Who a login link signs in. */
const LINK_USERNAME = 'admin';

/**
 * Call when the worker has started and again when its database has become reachable: stores the configured user,
 * or else offers the login token. `linkOffered` says that this process's link works, so it should be shown.
 */
export async function prepareLogin(context: ApiContext): Promise<{ readonly linkOffered: boolean }> {
  const { settings, storage, clock } = context;
  if (settings.lockedReason !== null) return { linkOffered: false };
  if (!context.storageReady()) return { linkOffered: isLinkWanted(settings) };
  await saveConfiguredUser(storage, settings);
  return { linkOffered: await offerLoginLink(storage, settings, clock.now()) };
}

/** False when credentials are configured, a user has a password, or another process's link is still valid. */
export async function offerLoginLink(store: AuthStore, settings: ApiSettings, now: EpochMillis): Promise<boolean> {
  if (settings.loginToken === null || !isLinkWanted(settings)) return false;
  return store.offerLoginToken(hashSecretToken(settings.loginToken), now, now + VALID_MILLIS);
}

/** The admin that the link is for, created at its first use; null when the token is wrong, used or expired. */
export async function redeemLoginToken(store: AuthStore, token: string, now: EpochMillis): Promise<User | null> {
  return (await store.consumeLoginToken(hashSecretToken(token), now)) ? saveLinkUser(store) : null;
}

/** For a token that was redeemed while the database was away: it must not work there once more. */
export async function redeemSpentToken(
  store: AuthStore,
  { loginToken }: ApiSettings,
  now: EpochMillis,
): Promise<User | null> {
  if (loginToken !== null) await store.consumeLoginToken(hashSecretToken(loginToken), now);
  return saveLinkUser(store);
}

/** Null when meanwhile somebody can sign in by password: the link is for a dashboard that nobody has set up. */
async function saveLinkUser(store: AuthStore): Promise<User | null> {
  if ((await store.countUsersWithPassword()) > 0) return null;
  const stored = await store.findUser(LINK_USERNAME);
  return stored?.role === 'admin'
    ? stored
    : store.saveUser({ username: LINK_USERNAME, role: 'admin', passwordHash: null });
}

function isLinkWanted(settings: ApiSettings): boolean {
  return settings.lockedReason === null && settings.loginToken !== null && !hasConfiguredUser(settings);
}
