import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's second scrypt choice: about 32 MB and a few hundred milliseconds of one core per sign-in. */
const COST: ScryptCost = { log2N: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const ENCODED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/-]{16,64})\$([\w+/-]{43,86})$/;

interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

interface PasswordHash extends ScryptCost {
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Answers the PHC string `$scrypt$ln=15,r=8,p=3$salt$key`, which carries its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode({ ...COST, salt, key: await derive(password, { ...COST, salt }, KEY_BYTES) });
}

/**
 * Takes the same time whether the user exists or not: without a (readable) hash the password is
 * compared with one that nothing matches.
 */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  const stored = encoded === null ? null : decode(encoded);
  const { key, ...hash } = stored ?? { ...COST, salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(KEY_BYTES) };
  const matches = timingSafeEqual(await derive(password, hash, key.length), key);
  return matches && stored !== null;
}

/** Whether the hash was made with other parameters than new ones are. */
export function isOutdated(encoded: string): boolean {
  const stored = decode(encoded);
  return stored === null || stored.log2N !== COST.log2N || stored.r !== COST.r || stored.p !== COST.p;
}

function encode({ log2N, r, p, salt, key }: PasswordHash): string {
  return `$scrypt$ln=${log2N},r=${r},p=${p}$${base64(salt)}$${base64(key)}`;
}

function decode(encoded: string): PasswordHash | null {
  const [, log2N, r, p, salt, key] = ENCODED.exec(encoded) ?? [];
  if (salt === undefined || key === undefined) return null;
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  // A hash that somebody planted in the database must not stall the worker.
  if (cost.log2N < 1 || cost.log2N > 18 || cost.r < 1 || cost.r > 16 || cost.p < 1 || cost.p > 16) return null;
  return { ...cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

function derive(password: string, hash: ScryptCost & { readonly salt: Buffer }, bytes: number): Promise<Buffer> {
  const N = 2 ** hash.log2N;
  const options: ScryptOptions = { N, r: hash.r, p: hash.p, maxmem: 256 * hash.r * (N + hash.p) };
  // Two keyboards may compose the same letter differently.
  const normalized = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(normalized, hash.salt, bytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
