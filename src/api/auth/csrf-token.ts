import { createHash } from 'node:crypto';
import type { Session, User } from '../../model/user.ts';
import { createSecretToken } from './secret-token.ts';

/**
 * A session's CSRF token: random, followed by a fingerprint of the password it was opened with. A session whose
 * fingerprint no longer fits has outlived its user's password and is refused: a changed password ends all of a
 * user's sessions in every process, without a list of them.
 */
export function createCsrfToken(user: User): string {
  const nonce = createSecretToken();
  return `${nonce}.${fingerprint(nonce, user)}`;
}

export function fitsPassword({ csrfToken, user }: Session): boolean {
  const [nonce = '', print] = csrfToken.split('.');
  return print === fingerprint(nonce, user);
}

function fingerprint(nonce: string, user: User): string {
  return createHash('sha256')
    .update(`${nonce}\n${user.passwordHash ?? ''}`)
    .digest('base64url')
    .slice(0, 22);
}
