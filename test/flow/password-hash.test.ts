import { describe, expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from '../../src/api/auth/password-hash.ts';

/** `correct horse` at ln=4, made by Python's hashlib.scrypt: hashes are readable by others and older ones stay valid. */
const WEAK = '$scrypt$ln=4,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$rkTI9fAgA7thDzzR8FHXhMiojYBreJBmYTkEzWypBCQ';

describe('password hashes', () => {
  test('accept their password only, and differ each time', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(first).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('correct horse', first)).toBe(true);
    expect(await verifyPassword('correct horsf', first)).toBe(false);
    expect(await verifyPassword('', first)).toBe(false);
  });

  test('carry their parameters, so that old ones stay valid and are recognised', async () => {
    expect(await verifyPassword('correct horse', WEAK)).toBe(true);
    expect(await verifyPassword('Correct horse', WEAK)).toBe(false);
    expect(isOutdated(WEAK)).toBe(true);
    expect(isOutdated(await hashPassword('x'))).toBe(false);
  });

  test('make one password of a letter composed in two ways', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  test.each([
    ['nothing', null],
    ['another scheme', '$2b$10$abcdefghijklmnopqrstuv'],
    ['a cut hash', WEAK.slice(0, 40)],
    ['parameters that would stall the worker', WEAK.replace('ln=4', 'ln=30')],
  ])('refuse %s and still take the time of a comparison', async (_, encoded) => {
    const started = performance.now();
    expect(await verifyPassword('correct horse', encoded)).toBe(false);
    expect(performance.now() - started).toBeGreaterThan(20);
  });
});
