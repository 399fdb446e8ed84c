import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApiSettings } from '../../src/api/api-context.ts';
import { prepareLogin } from '../../src/api/auth/login-link.ts';
import { hashPassword } from '../../src/api/auth/password-hash.ts';
import { createSecretToken, hashSecretToken } from '../../src/api/auth/secret-token.ts';
import type { SessionAnswer } from '../../src/api/contract.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ApiHarness, type Browser, json, problem, START } from '../support/api-harness.ts';

const CREDENTIALS = { username: 'ada', password: 'Correct-horse-1' };
const MINUTE = 60_000;

let folder: string;
let opened: Storage[];
let api: ApiHarness;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-sessions-'));
  opened = [];
  api = await startProcess();
});

afterEach(async () => {
  for (const storage of opened) await storage.close();
  rmSync(folder, { recursive: true });
});

/** Another process of the same app: its own API and connection, the same database. */
async function startProcess(settings: Partial<ApiSettings> = {}): Promise<ApiHarness> {
  const clock = { now: (): number => START, monotonic: (): number => performance.now() };
  const storage = createStorage({ engine: 'sqlite', file: join(folder, 'auth.db'), tablePrefix: 'nmd_' }, clock);
  await storage.open();
  opened.push(storage);
  return new ApiHarness(storage, settings);
}

/** The same browser, sent to another process by a load balancer. */
function sameBrowser(browser: Browser, other: ApiHarness): Browser {
  return Object.assign(other.browser(), { cookie: browser.cookie, csrfToken: browser.csrfToken });
}

async function addUser(username: string, role: 'admin' | 'guest'): Promise<void> {
  await api.context.storage.saveUser({ username, role, passwordHash: await hashPassword(`Password-of-${username}`) });
}

describe('a session', () => {
  test('opens with a cookie that scripts cannot read and a token for writes', async () => {
    const answer = await api.browser().login(CREDENTIALS);
    expect(json<SessionAnswer>(answer).user).toEqual({ username: 'ada', role: 'admin' });
    expect(answer.headers['set-cookie']).toMatch(
      /^nmd_session_dashboard=[\w-]{43}; HttpOnly; SameSite=Lax; Max-Age=1209600$/,
    );
    const secure = await api.send({ method: 'POST', path: '/logout', secure: true });
    expect(secure.headers['set-cookie']).toBe('nmd_session_dashboard=; HttpOnly; SameSite=Lax; Max-Age=0; Secure');
  });

  test('holds in every process, and ends in every process', async () => {
    const browser = await api.signedIn();
    const elsewhere = sameBrowser(browser, await startProcess());
    expect((await elsewhere.get('/me')).status).toBe(200);
    expect((await elsewhere.write('POST', '/logout')).status).toBe(204);
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('is replaced at each login', async () => {
    const browser = await api.signedIn();
    const old = sameBrowser(browser, api);
    await browser.login(CREDENTIALS);
    expect(browser.cookie).not.toBe(old.cookie);
    expect(problem(await old.get('/me'))).toBe('401 unauthorized');
    expect((await browser.get('/me')).status).toBe(200);
  });

  test('planted before a login does not become valid by it', async () => {
    const browser = api.browser();
    const planted = `nmd_session_dashboard=${createSecretToken()}`;
    browser.cookie = planted;
    await browser.login(CREDENTIALS);
    browser.cookie = planted;
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('is found among several cookies of the name', async () => {
    const browser = await api.signedIn();
    browser.cookie = `nmd_session_dashboard=${createSecretToken()}; ${browser.cookie}`;
    expect((await browser.get('/me')).status).toBe(200);
  });

  test('ends after two weeks', async () => {
    const browser = await api.signedIn();
    api.clock.time += 14 * 24 * 60 * MINUTE - 1;
    expect((await browser.get('/me')).status).toBe(200);
    api.clock.time += 1;
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('has its user’s role of now', async () => {
    await addUser('eve', 'admin');
    const browser = await api.signedIn('eve', 'Password-of-eve');
    expect(problem(await browser.write('PATCH', '/endpoints/1', { level: 1 }))).toBe('404 endpoint-not-found');
    const eve = await api.context.storage.findUser('eve');
    await api.context.storage.saveUser({ username: 'eve', role: 'guest', passwordHash: eve?.passwordHash ?? null });
    expect(problem(await browser.write('PATCH', '/endpoints/1', { level: 1 }))).toBe('403 admin-only');
    expect((await browser.get('/endpoints')).status).toBe(200);
  });

  test('ends with the password it was opened by', async () => {
    await addUser('eve', 'guest');
    const browser = await api.signedIn('eve', 'Password-of-eve');
    await addUser('eve', 'guest');
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('leaves nothing in the database that opens it', async () => {
    const browser = await api.signedIn();
    const stored = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
    const token = browser.cookie.split('=')[1] ?? '';
    expect(stored).toContain(hashSecretToken(token));
    expect(stored).toContain('$scrypt$');
    for (const secret of [token, CREDENTIALS.password]) expect(stored).not.toContain(secret);
    expect(api.answered.join()).not.toContain('$scrypt$');
    expect(api.logged).toEqual([]);
  });
});

describe('writes', () => {
  test('need the session’s own CSRF token', async () => {
    const browser = await api.signedIn();
    const other = await api.signedIn();
    for (const csrfToken of ['', 'x', other.csrfToken]) {
      const answer = await browser.write('PATCH', '/endpoints/1', { level: 1 }, { 'x-csrf-token': csrfToken });
      expect(problem(answer)).toBe('403 csrf-token');
      expect(problem(await browser.write('POST', '/logout', undefined, { 'x-csrf-token': csrfToken }))).toBe(
        '403 csrf-token',
      );
    }
    expect(json<SessionAnswer>(await browser.get('/me')).csrfToken).toBe(browser.csrfToken);
  });

  test('that another site starts cannot sign anybody in', async () => {
    const browser = api.browser();
    expect(problem(await browser.login(CREDENTIALS, { 'sec-fetch-site': 'cross-site' }))).toBe('403 cross-origin');
    expect(problem(await browser.login(CREDENTIALS, { 'content-type': 'application/x-www-form-urlencoded' }))).toBe(
      '415 unsupported-media-type',
    );
  });
});

describe('the configured user', () => {
  test('follows the configuration; others stay as they are', async () => {
    await addUser('eve', 'guest');
    const before = await api.signedIn();
    const changed = await startProcess({ password: 'Correct-horse-2' });
    await prepareLogin(changed.context);
    expect(problem(await before.get('/me'))).toBe('401 unauthorized');
    expect(problem(await changed.browser().login(CREDENTIALS))).toBe('401 invalid-credentials');
    expect((await changed.browser().login({ ...CREDENTIALS, password: 'Correct-horse-2' })).status).toBe(200);
    expect((await changed.browser().login({ username: 'eve', password: 'Password-of-eve' })).status).toBe(200);
  });

  test('is written once, not at every start', async () => {
    await prepareLogin(api.context);
    const hash = (await api.context.storage.findUser('ada'))?.passwordHash;
    await prepareLogin((await startProcess()).context);
    expect((await api.context.storage.findUser('ada'))?.passwordHash).toBe(hash);
  });

  test('an older hash is renewed at login', async () => {
    const weak = '$scrypt$ln=4,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$rkTI9fAgA7thDzzR8FHXhMiojYBreJBmYTkEzWypBCQ';
    await api.context.storage.saveUser({ username: 'eve', role: 'guest', passwordHash: weak });
    const browser = await api.signedIn('eve', 'correct horse');
    expect((await api.context.storage.findUser('eve'))?.passwordHash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect((await browser.get('/me')).status).toBe(200);
  });
});

describe('failed logins', () => {
  const guess = (browser: Browser, username: string): ReturnType<Browser['login']> =>
    browser.login({ username, password: 'guess' });

  test('of one user are counted across processes and forgotten after a while', async () => {
    const other = await startProcess();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(problem(await guess((attempt % 2 === 0 ? api : other).browser(), 'ada'))).toBe('401 invalid-credentials');
    }
    const refused = await other.browser().login(CREDENTIALS);
    expect([problem(refused), refused.headers['retry-after']]).toEqual(['429 too-many-logins', '900']);
    expect((await api.browser('192.0.2.99').login(CREDENTIALS)).status).toBe(200);
    api.clock.time += 15 * MINUTE;
    other.clock.time = api.clock.time;
    expect((await other.browser().login(CREDENTIALS)).status).toBe(200);
  });

  test('are forgotten at a success', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await guess(api.browser(), 'ada');
      expect((await api.browser().login(CREDENTIALS)).status).toBe(200);
    }
  });

  test('that come all at once pass no more than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess(api.browser(), 'ada')));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      401, 401, 401, 401, 401, 429, 429, 429, 429, 429, 429, 429,
    ]);
  });

  test('of one address are limited whatever the names, which are not told apart', async () => {
    await addUser('eve', 'guest');
    const answers = new Set<string>();
    for (let attempt = 0; attempt < 20; attempt += 1)
      answers.add((await guess(api.browser(), attempt === 0 ? 'eve' : `nobody-${attempt}`)).text);
    expect(answers.size).toBe(1);
    expect(problem(await guess(api.browser(), 'somebody'))).toBe('429 too-many-logins');
    expect(problem(await api.browser().login({ token: createSecretToken() }))).toBe('429 too-many-logins');
  });
});

describe('the login link', () => {
  const loginToken = createSecretToken();
  const unconfigured = { username: null, password: null, loginToken };

  test('of one process only is offered, and works once in any of them', async () => {
    const first = await startProcess(unconfigured);
    const second = await startProcess({ ...unconfigured, loginToken: createSecretToken() });
    expect(await prepareLogin(first.context)).toEqual({ linkOffered: true });
    expect(await prepareLogin(second.context)).toEqual({ linkOffered: false });
    const browsers = Array.from({ length: 10 }, () => second.browser());
    const answers = await Promise.all(browsers.map((browser) => browser.login({ token: loginToken })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = browsers[answers.findIndex(({ status }) => status === 200)] ?? second.browser();
    expect((await sameBrowser(winner, first).get('/endpoints')).status).toBe(200);
    expect(problem(await first.browser().login({ token: loginToken }))).toBe('401 invalid-credentials');
  });

  test('is not offered, and does not work, once somebody has a password', async () => {
    const linked = await startProcess(unconfigured);
    expect(await prepareLogin(linked.context)).toEqual({ linkOffered: true });
    await addUser('eve', 'admin');
    expect(problem(await linked.browser().login({ token: loginToken }))).toBe('401 invalid-credentials');
    expect(await prepareLogin((await startProcess(unconfigured)).context)).toEqual({ linkOffered: false });
  });
});

describe('when the database comes and goes', () => {
  test('who was signed in still sees the status, and can sign out for good', async () => {
    const browser = await api.signedIn();
    api.storageReady = false;
    expect((await browser.get('/status')).status).toBe(200);
    expect(problem(await browser.get('/endpoints'))).toBe('503 storage-unavailable');
    expect((await browser.write('POST', '/logout')).status).toBe(204);
    expect(problem(await browser.get('/status'))).toBe('401 unauthorized');
    api.storageReady = true;
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
    expect(problem(await sameBrowser(browser, await startProcess()).get('/me'))).toBe('401 unauthorized');
  });

  test('a session opened meanwhile goes on in every process', async () => {
    api.storageReady = false;
    const browser = await api.signedIn();
    api.storageReady = true;
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.get('/me')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const elsewhere = sameBrowser(browser, await startProcess());
    elsewhere.csrfToken = json<SessionAnswer>(await elsewhere.get('/me')).csrfToken;
    expect((await elsewhere.write('POST', '/logout')).status).toBe(204);
    expect(problem(await browser.get('/me'))).toBe('401 unauthorized');
  });

  test('a login link used meanwhile is used', async () => {
    const loginToken = createSecretToken();
    const linked = await startProcess({ username: null, password: null, loginToken });
    linked.storageReady = false;
    const browser = linked.browser();
    expect((await browser.login({ token: loginToken })).status).toBe(200);
    linked.storageReady = true;
    await prepareLogin(linked.context);
    expect((await browser.get('/endpoints')).status).toBe(200);
    expect(problem(await linked.browser().login({ token: loginToken }))).toBe('401 invalid-credentials');
  });

  test('a login link used meanwhile gives nothing where somebody has a password', async () => {
    await addUser('eve', 'admin');
    const loginToken = createSecretToken();
    const linked = await startProcess({ username: null, password: null, loginToken });
    linked.storageReady = false;
    const browser = linked.browser();
    await browser.login({ token: loginToken });
    linked.storageReady = true;
    expect(problem(await browser.get('/endpoints'))).toBe('401 unauthorized');
  });
});
