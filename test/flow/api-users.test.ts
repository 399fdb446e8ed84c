import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareLogin } from '../../src/api/auth/login-link.ts';
import { createSecretToken } from '../../src/api/auth/secret-token.ts';
import type { Problem, SessionAnswer } from '../../src/api/contract.ts';
import type { ApiUserRecord, CurrentSessionAnswer, UsersAnswer } from '../../src/api/user-contract.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, type Browser, json, problem } from '../support/api-harness.ts';

const PASSWORD = 'A-long-sentence';
let storage: Storage;
let api: ApiHarness;
let admin: Browser;

beforeEach(async () => {
  api = await ApiHarness.inMemory();
  storage = api.context.storage;
  admin = await api.signedIn();
});
afterEach(() => storage.close());

const create = (username: string, role: 'admin' | 'guest' = 'guest'): Promise<ApiAnswer> =>
  admin.write('POST', '/users', { username, password: PASSWORD, role });

async function users(): Promise<readonly ApiUserRecord[]> {
  return json<UsersAnswer>(await admin.get('/users')).users;
}

async function idOf(username: string): Promise<number> {
  return (await users()).find((user) => user.username === username)?.id ?? 0;
}

describe('users', () => {
  test('are created, sign in, and are listed without anything secret', async () => {
    const answer = await create('gus');
    expect([answer.status, json(answer)]).toEqual([
      201,
      { id: expect.any(Number), username: 'gus', role: 'guest', hasPassword: true, isConfigured: false, isYou: false },
    ]);
    expect((await users()).map(({ username, isConfigured, isYou }) => ({ username, isConfigured, isYou }))).toEqual([
      { username: 'ada', isConfigured: true, isYou: true },
      { username: 'gus', isConfigured: false, isYou: false },
    ]);
    const guest = await api.signedIn('gus', PASSWORD);
    expect(json<SessionAnswer>(await guest.get('/me')).user).toEqual({ username: 'gus', role: 'guest' });
    expect(problem(await create('gus'))).toBe('409 user-exists');
    expect(api.answered.join('\n')).not.toMatch(/A-long-sentence|scrypt/);
  });

  test('are guests unless they are said to be admins', async () => {
    const answer = await admin.write('POST', '/users', { username: 'gus', password: PASSWORD });
    expect(json(answer)).toMatchObject({ role: 'guest' });
  });

  test.each([
    [{}, ['username', 'password']],
    [{ username: ' gus', password: PASSWORD }, ['username']],
    [{ username: 'g\u0000s', password: PASSWORD }, ['username']],
    [{ username: 'g'.repeat(101), password: PASSWORD }, ['username']],
    [{ username: 'gus', password: '1234567' }, ['password']],
    [{ username: 'gus', password: PASSWORD, role: 'root', admin: true }, ['admin', 'role']],
  ])('are not created from %j', async (body, names) => {
    const answer = await admin.write('POST', '/users', body);
    expect(problem(answer)).toBe('400 invalid-body');
    expect(json<Problem>(answer).errors?.map(({ name }) => name)).toEqual(names);
    expect(await users()).toHaveLength(1);
  });

  test('lose their sessions with another role, another password, or altogether', async () => {
    await create('gus');
    const id = await idOf('gus');
    const [first] = [await api.signedIn('gus', PASSWORD)];
    expect(json(await admin.write('PATCH', `/users/${id}`, { role: 'admin' }))).toMatchObject({ id, role: 'admin' });
    expect(problem(await first.get('/me'))).toBe('401 unauthorized');
    const second = await api.signedIn('gus', PASSWORD);
    expect((await admin.write('PATCH', `/users/${id}`, { password: 'Another-sentence' })).status).toBe(200);
    expect(problem(await second.get('/endpoints'))).toBe('401 unauthorized');
    expect(problem(await api.browser().login({ username: 'gus', password: PASSWORD }))).toBe('401 invalid-credentials');
    const third = await api.signedIn('gus', 'Another-sentence');
    expect((await admin.write('DELETE', `/users/${id}`)).status).toBe(204);
    expect(problem(await third.get('/me'))).toBe('401 unauthorized');
    api.storageReady = false;
    expect(problem(await third.get('/endpoints'))).toBe('503 storage-unavailable');
    expect(problem(await third.get('/status'))).toBe('401 unauthorized');
  });

  test('that are unknown, oneself, or configured are left as they are', async () => {
    await create('eve', 'admin');
    const eve = await api.signedIn('eve', PASSWORD);
    const own = await idOf('eve');
    for (const change of [{ role: 'guest' }, { password: 'Another-sentence' }])
      expect(problem(await eve.write('PATCH', `/users/${own}`, change))).toBe('409 own-user');
    expect(problem(await eve.write('DELETE', `/users/${own}`))).toBe('409 own-user');
    const configured = await idOf('ada');
    expect(problem(await eve.write('PATCH', `/users/${configured}`, { role: 'guest' }))).toBe('409 configured-user');
    expect(problem(await eve.write('DELETE', `/users/${configured}`))).toBe('409 configured-user');
    expect(problem(await eve.write('DELETE', '/users/4711'))).toBe('404 user-not-found');
    expect(problem(await eve.write('PATCH', '/users/x', { role: 'guest' }))).toBe('400 invalid-path');
    expect(problem(await eve.write('PATCH', `/users/${configured}`, {}))).toBe('400 invalid-body');
    expect(await users()).toMatchObject([{ role: 'admin' }, { role: 'admin' }]);
  });
});

describe('one’s own password', () => {
  const change = (browser: Browser, currentPassword: string): Promise<ApiAnswer> =>
    browser.write('POST', '/password', { currentPassword, newPassword: 'Another-sentence' });

  test('is changed by guests too; their other sessions end, this one goes on', async () => {
    await create('gus');
    const [here, elsewhere] = [await api.signedIn('gus', PASSWORD), await api.signedIn('gus', PASSWORD)];
    const answer = await change(here, PASSWORD);
    expect(answer.status).toBe(200);
    expect(problem(await elsewhere.get('/me'))).toBe('401 unauthorized');
    expect(problem(await here.get('/me'))).toBe('401 unauthorized');
    here.cookie = answer.headers['set-cookie']?.split(';', 1)[0] ?? '';
    here.csrfToken = json<SessionAnswer>(answer).csrfToken;
    expect((await here.get('/me')).status).toBe(200);
    expect((await change(here, 'Another-sentence')).status).toBe(200);
    expect((await api.browser().login({ username: 'gus', password: 'Another-sentence' })).status).toBe(200);
  });

  test('is guessed at no oftener than at the login', async () => {
    await create('gus');
    const guest = await api.signedIn('gus', PASSWORD);
    for (let guess = 0; guess < 5; guess++)
      expect(problem(await change(guest, 'Guess-work'))).toBe('403 wrong-password');
    expect(problem(await change(guest, PASSWORD))).toBe('429 too-many-logins');
    expect(problem(await api.browser().login({ username: 'gus', password: PASSWORD }))).toBe('429 too-many-logins');
  });

  test('is changed where it is set', async () => {
    expect(problem(await change(admin, 'Correct-horse-1'))).toBe('409 configured-user');
    const headers = { 'x-csrf-token': 'authorized-by-the-app', 'content-type': 'application/json' };
    const body = new TextEncoder().encode(JSON.stringify({ newPassword: 'Another-sentence' }));
    const request = { method: 'POST', path: '/password', authorizedRole: 'admin', headers, body } as const;
    expect(problem(await api.send(request))).toBe('409 no-password');
  });

  test('comes before other users for an admin who came by the login link', async () => {
    const loginToken = createSecretToken();
    const linked = await ApiHarness.inMemory({ username: null, password: null, loginToken });
    try {
      await prepareLogin(linked.context);
      const browser = linked.browser();
      expect((await browser.login({ token: loginToken })).status).toBe(200);
      const guest = { username: 'gus', password: PASSWORD };
      expect(problem(await browser.write('POST', '/users', guest))).toBe('409 last-admin');
      const answer = await browser.write('POST', '/password', { newPassword: PASSWORD });
      expect(answer.status).toBe(200);
      const again = await linked.signedIn('admin', PASSWORD);
      expect((await again.write('POST', '/users', guest)).status).toBe(201);
    } finally {
      await linked.context.storage.close();
    }
  });
});

test('whoever is signed out is told so without an error', async () => {
  const stranger = await api.browser().get('/session');
  expect([stranger.status, json(stranger)]).toEqual([200, { session: null }]);
  const { session } = json<CurrentSessionAnswer>(await admin.get('/session'));
  expect(session).toEqual({ user: { username: 'ada', role: 'admin' }, csrfToken: admin.csrfToken });
});
