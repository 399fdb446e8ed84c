import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { pythonTime } from './python-time.ts';
import { signedToken } from './signed-token.ts';

async function* given(pieces: readonly string[]): AsyncGenerator<string, void> {
  yield* pieces;
}

async function tokenOf(pieces: readonly string[]): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of signedToken(given(pieces), 'secret key')) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test.each([[[]], [['[]']], [['["a']], [['["é"', ', "\\n\u2028', '📈"]']], [['x', 'yy', 'zzz', '', 'wwww']]])(
  'in pieces %j is the token of the whole',
  async (pieces) => {
    const [head, payload] = ['{"alg":"HS256","typ":"JWT"}', JSON.stringify({ data: pieces.join('') })].map((text) =>
      Buffer.from(text).toString('base64url'),
    );
    const signature = createHmac('sha256', 'secret key').update(`${head}.${payload}`).digest('base64url');
    expect(await tokenOf(pieces)).toBe(`${head}.${payload}.${signature}`);
  },
);

test('times are written as Python does', () => {
  expect(pythonTime(Date.UTC(2026, 0, 31, 12, 0, 0, 250))).toBe('2026-01-31 12:00:00.250000');
  expect(pythonTime(Date.UTC(2026, 0, 31, 12))).toBe('2026-01-31 12:00:00');
});
