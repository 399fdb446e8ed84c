import type { Role, Session } from '../../model/user.ts';
import type { ApiUser } from '../contract.ts';

/** Who calls. */
export interface Principal {
  readonly user: ApiUser;
  /** What a write of this principal must carry as `X-CSRF-Token`. */
  readonly csrfToken: string;
  /** Null when the host app's `authorize` vouched for the caller. */
  readonly tokenHash: string | null;
}

export function sessionPrincipal({ user, csrfToken, tokenHash }: Session): Principal {
  return { user: { username: user.username, role: user.role }, csrfToken, tokenHash };
}

/**
 * A caller that the host app vouched for has no session to keep a secret in. Its writes are safe because a browser
 * lets no other site send this header without asking first, and because their origin is checked besides.
 */
export function authorizedPrincipal(role: Role): Principal {
  return { user: { username: 'authorized by the app', role }, csrfToken: 'authorized-by-the-app', tokenHash: null };
}
