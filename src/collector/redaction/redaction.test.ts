import { describe, expect, it } from 'vitest';
import { redactBody } from './redacted-body.ts';
import { redactFields } from './redacted-fields.ts';
import { redactUrl } from './redacted-url.ts';
import { Redaction } from './redaction.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4';
const redaction = new Redaction(['X-Family-Name', /^x-hidden-/i]);

describe('names of secrets', () => {
  it.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'set-cookie',
    'X-Api-Key',
    'apiKey',
    'API_KEY',
    'access_token',
    'refreshToken',
    'clientSecret',
    'DB_PASSWORD',
    'pwd',
    'PHPSESSID-session',
    'x-csrf-token',
    'X-Amz-Signature',
    'user[password]',
    'creditCardNumber',
    'cvc',
    'code',
    'x-family-name',
    'X-HIDDEN-thing',
  ])('hide the value of %s', (name) => {
    expect(redaction.value(name, 'value', 100)).toBe('[redacted]');
  });

  it.each(['accept', 'user-agent', 'author', 'id', 'page', 'encoding', 'x-request-id', 'if-none-match', 'host'])(
    'leave the value of %s',
    (name) => expect(redaction.value(name, 'value', 100)).toBe('value'),
  );
});

describe('shapes of secrets', () => {
  it.each([
    ['Bearer abc.def-123', 'Bearer [redacted]'],
    ['basic dXNlcjpwYXNzd29yZA==', 'basic [redacted]'],
    [`seen ${JWT} here`, 'seen [redacted] here'],
    ['postgres://ann:pa55@db/app', 'postgres://[redacted]@db/app'],
    ['card 4111 1111 1111 1111.', 'card [redacted].'],
    ['sk_live_51H8abcdefgh', '[redacted]'],
    ['ghp_0123456789abcdefABCDEF0123456789abcd', '[redacted]'],
    ['https://a.example/cb?state=1&access_token=abc#x', 'https://a.example/cb?state=1&access_token=[redacted]'],
    ['https%3A%2F%2Fa%2F%3Ftoken%3Dabc', 'https%3A%2F%2Fa%2F%3Ftoken%3D[redacted]'],
    ['{"user":"ann","password":"pa55"}', '{"user":"ann","password":"[redacted]"}'],
    ['password: pa55', 'password: [redacted]'],
  ])('%s', (text, redacted) => expect(redaction.text(text, 200)).toBe(redacted));

  it.each(['a course on basic plumbing', 'order 4111111111111112', 'http://localhost:3000/users/7', '12:30:15'])(
    'leave %s',
    (text) => expect(redaction.text(text, 200)).toBe(text),
  );

  it('are seen where a long text is cut off', () => {
    expect(redaction.text(`${'x '.repeat(50)}${JWT}`, 110)).toBe(`${'x '.repeat(50)}[redacted]`);
    expect(redaction.text('y'.repeat(1000), 100)).toBe(`${'y'.repeat(100)}…`);
  });

  it('are looked for in a megabyte within milliseconds', () => {
    const texts = [
      'a'.repeat(1e6),
      'a='.repeat(5e5),
      '1 '.repeat(5e5),
      'eyJ'.repeat(3e5),
      ' '.repeat(1e6),
      '"'.repeat(1e6),
    ];
    const started = performance.now();
    for (const text of texts) redaction.text(text, 4000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('redactUrl', () => {
  it('keeps a URL without secrets as it came', () => {
    expect(redactUrl('/users/7?a=%20b&a=2&flag', '/users/:id', redaction)).toEqual({
      url: '/users/7?a=%20b&a=2&flag',
      query: { a: ' b, 2', flag: '' },
    });
  });

  it('hides parameters of the route and of the query', () => {
    const { url, query } = redactUrl('/api/reset/abc123?token=1&q=x&p%61ssword=2', '/reset/:token', redaction);
    expect(url).toBe('/api/reset/[redacted]?token=[redacted]&q=x&password=[redacted]');
    expect(query).toEqual({ token: '[redacted]', q: 'x', password: '[redacted]' });
  });

  it('takes names that are properties of every object', () => {
    expect(redactUrl('/?__proto__=1&constructor=2', '/', redaction).query).toEqual(
      Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    );
  });

  it('bounds what it keeps', () => {
    const { url, query } = redactUrl(`/?${'a=1&'.repeat(10_000)}b=${'x'.repeat(10_000)}`, '/', redaction);
    expect(url.length).toBeLessThan(5000);
    expect(JSON.stringify(query).length).toBeLessThan(5000);
  });
});

describe('redactFields', () => {
  it('takes lists, and leaves out what is not there', () => {
    expect(redactFields({ accept: ['a', 'b'], cookie: 'x=1', none: undefined }, redaction)).toEqual({
      accept: 'a, b',
      cookie: '[redacted]',
    });
  });
});

describe('redactBody', () => {
  it('hides secrets at any depth', () => {
    const body = { user: { name: 'ann', password: 'pa55' }, cards: [{ number: 4111111111111111 }], note: `see ${JWT}` };
    expect(JSON.parse(redactBody(body, redaction) ?? '')).toEqual({
      user: { name: 'ann', password: '[redacted]' },
      cards: [{ number: '[redacted]' }],
      note: 'see [redacted]',
    });
  });

  it('calls nothing of the app but getters, and survives those', () => {
    const body = {
      toJSON: () => ({ password: 'pa55' }),
      get broken() {
        throw new Error('a getter');
      },
    };
    expect(redactBody(body, redaction)).toBe('{"toJSON":"(function)","broken":"(threw when read)"}');
  });

  it('ends with cycles and bodies of megabytes', () => {
    const cycle: Record<string, unknown> = {};
    cycle['again'] = cycle;
    expect(redactBody(cycle, redaction)).toContain('…');
    expect(redactBody({ list: Array(1e6).fill('x'.repeat(100)) }, redaction)?.length).toBeLessThan(4100);
  });

  it.each([
    [undefined, null],
    ['', null],
    [{}, null],
    [Buffer.from('abc'), '(3 bytes)'],
    ['a=1&password=2', 'a=1&password=[redacted]'],
    ['{"password":"x","a":1}', '{"password":"[redacted]","a":1}'],
  ])('makes text of %o', (body, text) => expect(redactBody(body, redaction)).toBe(text));
});
