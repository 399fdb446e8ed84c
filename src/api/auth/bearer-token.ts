import type { ApiRequest } from '../api-request.ts';
import { createSecretToken, isSecretToken } from './secret-token.ts';

/** Lets people and secret scanners tell what a leaked secret is of. */
const PREFIX = 'nmd_';

/** A secret of 256 random bits for a new API token. */
export function createTokenSecret(): string {
  return PREFIX + createSecretToken();
}

/** False for what no token can have: spares the database a look-up. */
export function isTokenSecret(secret: string): boolean {
  return isSecretToken(secret.slice(PREFIX.length));
}

/**
 * The secret of an API token in `Authorization: Bearer`, right or wrong. Null when there is none: what does not begin
 * like one is left to whom it is for, such as a proxy that signs people in before the app.
 */
export function bearerToken({ headers }: ApiRequest): string | null {
  const [, secret] = /^Bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? '') ?? [];
  return secret?.startsWith(PREFIX) ? secret : null;
}
