import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody guesses, safe in cookies and URLs. */
export function createSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Spares the database a look-up of what cannot be a token. */
export function isSecretToken(value: string): boolean {
  return /^[\w-]{43}$/.test(value);
}

/** What is stored instead of the token. No salt and no work factor: a token is already random. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Does not tell by its time how much of a guess was right. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(left), digest(right));
}
