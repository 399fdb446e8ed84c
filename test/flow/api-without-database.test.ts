import { describe, expect, test } from 'vitest';
import type { ApiSettings } from '../../src/api/api-context.ts';
import { prepareLogin } from '../../src/api/auth/login-link.ts';
import { createSecretToken } from '../../src/api/auth/secret-token.ts';
import type { SessionAnswer, StatusAnswer } from '../../src/api/contract.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ApiHarness, json, problem, SETTINGS } from '../support/api-harness.ts';

/** Must not be touched while the database is away, so it is nothing at all. */
const NO_STORAGE = {} as Storage;
const CREDENTIALS = { username: 'ada', password: 'Correct-horse-1' };

function harness(settings: Partial<ApiSettings> = {}): ApiHarness {
  const created = new ApiHarness(NO_STORAGE, settings);
  created.storageReady = false;
  return created;
}

describe('with configured credentials', () => {
  test('one signs in, reads in the status what is wrong, and signs out', async () => {
    const browser = await harness().signedIn();
    expect(json<SessionAnswer>(await browser.get('/me')).user).toEqual({ username: 'ada', role: 'admin' });
    expect(json<StatusAnswer>(await browser.get('/status')).database.error).toBe('disk I/O error');
    expect((await browser.write('POST', '/logout')).status).toBe(204);
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('everything else says that the database is away', async () => {
    const browser = await harness().signedIn();
    for (const path of ['/endpoints', '/endpoints/1', '/metrics', '/requests', '/versions', '/groups', '/ips']) {
      const answer = await browser.get(path);
      expect([path, problem(answer), answer.headers['retry-after']]).toEqual([path, '503 storage-unavailable', '5']);
      expect(answer.text).toContain('disk I/O error');
    }
    expect(problem(await browser.write('PATCH', '/endpoints/1', { level: 1 }))).toBe('503 storage-unavailable');
  });

  test('strangers get no reason, and are not let in', async () => {
    const api = harness();
    const stranger = api.browser();
    expect(problem(await stranger.get('/status'))).toBe('401 unauthorized');
    expect(problem(await stranger.get('/endpoints'))).toBe('401 unauthorized');
    stranger.cookie = `nmd_session_dashboard=${createSecretToken()}`;
    const unknown = await stranger.get('/endpoints');
    expect(problem(unknown)).toBe('503 storage-unavailable');
    expect(unknown.text).not.toContain('disk I/O error');
    expect(problem(await stranger.login({ ...CREDENTIALS, password: 'wrong' }))).toBe('401 invalid-credentials');
    expect(problem(await stranger.login({ ...CREDENTIALS, username: 'eve' }))).toBe('401 invalid-credentials');
  });

  test('no login link is offered, and its token does not work', async () => {
    const loginToken = createSecretToken();
    const api = harness({ loginToken });
    expect(await prepareLogin(api.context)).toEqual({ linkOffered: false });
    expect(problem(await api.browser().login({ token: loginToken }))).toBe('401 invalid-credentials');
  });

  test('guessing is stopped', async () => {
    const browser = harness().browser();
    for (let attempt = 0; attempt < 5; attempt += 1)
      await browser.login({ ...CREDENTIALS, password: `guess ${attempt}` });
    const answer = await browser.login(CREDENTIALS);
    expect([problem(answer), answer.headers['retry-after']]).toEqual(['429 too-many-logins', '900']);
  });
});

describe('with a login link', () => {
  const loginToken = createSecretToken();
  const unconfigured = { username: null, password: null, loginToken };

  test('its token works for one of many who come at once', async () => {
    const api = harness(unconfigured);
    expect(await prepareLogin(api.context)).toEqual({ linkOffered: true });
    const browsers = Array.from({ length: 10 }, () => api.browser());
    const answers = await Promise.all(browsers.map((browser) => browser.login({ token: loginToken })));
    const winners = browsers.filter((_, index) => answers[index]?.status === 200);
    expect(winners).toHaveLength(1);
    expect(
      json<SessionAnswer>(answers.find(({ status }) => status === 200) ?? { status: 0, headers: {}, text: '' }).user,
    ).toEqual({
      username: 'admin',
      role: 'admin',
    });
    expect((await winners[0]?.get('/status'))?.status).toBe(200);
  });

  test('it expires after a day', async () => {
    const api = harness(unconfigured);
    api.clock.time += 24 * 3_600_000;
    expect(problem(await api.browser().login({ token: loginToken }))).toBe('401 invalid-credentials');
  });
});

describe('while locked', () => {
  test('every call is refused with the reason', async () => {
    const api = harness({ lockedReason: 'Configure a username and a password.' });
    const browser = api.browser();
    const answers = [
      await browser.login(CREDENTIALS),
      await browser.get('/status'),
      await browser.get('/openapi.json'),
      await browser.get('/nothing'),
      await api.send({ path: '/me', authorizedRole: 'admin' }),
    ];
    for (const answer of answers) {
      expect(problem(answer)).toBe('403 locked');
      expect(answer.text).toContain('Configure a username and a password.');
    }
    expect(await prepareLogin(api.context)).toEqual({ linkOffered: false });
  });
});

test('a host app that vouches for its users needs no session', async () => {
  const api = harness();
  const { csrfToken, user } = json<SessionAnswer>(await api.send({ path: '/me', authorizedRole: 'guest' }));
  expect(user.role).toBe('guest');
  const status = json<StatusAnswer>(await api.send({ path: '/status', authorizedRole: 'guest' }));
  expect(status.database).toMatchObject({ state: 'unavailable', error: null });
  const logout = { method: 'POST', path: '/logout', authorizedRole: 'guest' } as const;
  expect(problem(await api.send(logout))).toBe('403 csrf-token');
  const crossSite = { 'x-csrf-token': csrfToken, 'sec-fetch-site': 'cross-site' };
  expect(problem(await api.send({ ...logout, headers: crossSite }))).toBe('403 cross-origin');
  expect((await api.send({ ...logout, headers: { 'x-csrf-token': csrfToken } })).status).toBe(204);
});

test('a bug answers 500 without its cause, which is logged once', async () => {
  const api = new ApiHarness(NO_STORAGE);
  for (let call = 0; call < 3; call += 1) {
    const answer = await api.send({ path: '/endpoints', authorizedRole: 'guest' });
    expect(problem(answer)).toBe('500 internal-error');
    expect(answer.text).not.toContain('listEndpoints');
  }
  expect(api.logged).toEqual([
    expect.stringMatching(/^the dashboard's API failed at GET \/endpoints TypeError: .*listEndpoints/),
  ]);
});

test('passwords and their hashes are in no answer and no log', async () => {
  const api = harness();
  const browser = await api.signedIn();
  await browser.login({ ...CREDENTIALS, password: 'Wrong-password-2' });
  await browser.login({ username: 'ada', passwort: 'Misplaced-password-3', password: 5 });
  await browser.write('POST', '/login', 'Misplaced-password-3');
  await browser.get('/openapi.json');
  const said = [...api.answered, ...api.logged].join('\n');
  expect(said).toContain('unknown field');
  for (const secret of [SETTINGS.password ?? '?', 'Wrong-password-2', 'Misplaced-password-3', '$scrypt$'])
    expect(said).not.toContain(secret);
});
