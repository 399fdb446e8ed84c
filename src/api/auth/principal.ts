import type { ApiToken, TokenScope } from '../../model/api-token.ts';
import type { Role, Session } from '../../model/user.ts';
import type { ApiUser } from '../contract.ts';
import { roleOfScopes } from './token-scopes.ts';

/** Who calls. */
export interface Principal {
  readonly user: ApiUser;
  /** What a write of this principal must carry as `X-CSRF-Token`; empty with an API token, which needs none. */
  readonly csrfToken: string;
  /** Of the session; null for who has none: the host app's `authorize` vouched for them, or they have an API token. */
  readonly tokenHash: string | null;
  /** Of the API token; null for who has none, and may do all that their role may. */
  readonly scopes: readonly TokenScope[] | null;
}

export function sessionPrincipal({ user, csrfToken, tokenHash }: Session): Principal {
  return { user: { username: user.username, role: user.role }, csrfToken, tokenHash, scopes: null };
}

/**
 * A caller that the host app vouched for has no session to keep a secret in. Its writes are safe because a browser
 * lets no other site send this header without asking first, and because their origin is checked besides.
 */
export function authorizedPrincipal(role: Role): Principal {
  const user = { username: 'authorized by the app', role };
  return { user, csrfToken: 'authorized-by-the-app', tokenHash: null, scopes: null };
}

export function tokenPrincipal({ name, scopes }: ApiToken): Principal {
  return { user: { username: name, role: roleOfScopes(scopes) }, csrfToken: '', tokenHash: null, scopes };
}
