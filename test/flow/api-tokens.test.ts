import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTokenSecret } from '../../src/api/auth/bearer-token.ts';
import { hashSecretToken } from '../../src/api/auth/secret-token.ts';
import type { SessionAnswer } from '../../src/api/contract.ts';
import type { CreatedTokenAnswer, TokenBody, TokensAnswer } from '../../src/api/token-contract.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type ApiAnswer, ApiHarness, type Browser, json, problem, START } from '../support/api-harness.ts';

const DAY = 86_400_000;

let folder: string;
let opened: Storage[];
let api: ApiHarness;
let admin: Browser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-tokens-'));
  opened = [];
  api = await startProcess();
  admin = await api.signedIn();
});

afterEach(async () => {
  for (const storage of opened) await storage.close();
  rmSync(folder, { recursive: true });
});

/** Another process of the same app: its own API and connection, the same database. */
async function startProcess(): Promise<ApiHarness> {
  const clock = { now: (): number => START, monotonic: (): number => performance.now() };
  const storage = createStorage({ engine: 'sqlite', file: join(folder, 'tokens.db'), tablePrefix: 'nmd_' }, clock);
  await storage.open();
  opened.push(storage);
  return new ApiHarness(storage);
}

async function create(body: Partial<TokenBody> = {}): Promise<CreatedTokenAnswer> {
  const answer = await admin.write('POST', '/tokens', { name: 'Grafana', scopes: ['read'], ...body });
  expect(answer.status).toBe(201);
  return json<CreatedTokenAnswer>(answer);
}

function ask(secret: string, path = '/endpoints', process = api, method = 'GET'): Promise<ApiAnswer> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const body = method === 'GET' ? null : new TextEncoder().encode('{"level":1}');
  return process.send({ method, path, headers, body });
}

async function lastUse(): Promise<string | null | undefined> {
  // The use is noted behind the answer's back.
  await new Promise((resolve) => setImmediate(resolve));
  return json<TokensAnswer>(await admin.get('/tokens')).tokens[0]?.lastUsedAt;
}

describe('an API token', () => {
  test('reads without a cookie or CSRF token in every process, until it is revoked', async () => {
    const { token, secret } = await create();
    const elsewhere = await startProcess();
    for (const process of [api, elsewhere]) {
      const answer = await ask(secret, '/endpoints', process);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
    }
    expect(json<SessionAnswer>(await ask(secret, '/me'))).toEqual({
      user: { username: 'Grafana', role: 'guest' },
      csrfToken: '',
    });
    expect((await admin.write('DELETE', `/tokens/${token.id}`)).status).toBe(204);
    for (const process of [api, elsewhere]) {
      const answer = await ask(secret, '/endpoints', process);
      expect(problem(answer)).toBe('401 invalid-token');
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    }
    expect(problem(await admin.write('DELETE', `/tokens/${token.id}`))).toBe('404 token-not-found');
  });

  test('ends when it expires, and stays in the list', async () => {
    const { token, secret } = await create({ expiresInDays: 30 });
    expect(token).toMatchObject({ expiresAt: new Date(START + 30 * DAY).toISOString(), isExpired: false });
    const elsewhere = await startProcess();
    elsewhere.clock.time += 30 * DAY - 1;
    expect((await ask(secret, '/endpoints', elsewhere)).status).toBe(200);
    elsewhere.clock.time += 1;
    expect(problem(await ask(secret, '/endpoints', elsewhere))).toBe('401 token-expired');
    const later = await elsewhere.signedIn();
    expect(json<TokensAnswer>(await later.get('/tokens')).tokens).toMatchObject([{ name: 'Grafana', isExpired: true }]);
  });

  test('may do what its scopes allow and no more', async () => {
    const secrets: Record<string, string> = {};
    for (const scope of ['metrics', 'export', 'read', 'admin'] as const)
      secrets[scope] = (await create({ name: scope, scopes: [scope] })).secret;
    const outcome = async (path: string, method = 'GET'): Promise<Record<string, string | number>> => {
      const answers = Object.entries(secrets).map(async ([scope, secret]) => {
        const answer = await ask(secret, path, api, method);
        return [scope, answer.status < 400 ? answer.status : problem(answer)] as const;
      });
      return Object.fromEntries(await Promise.all(answers));
    };
    const lacking = '403 insufficient-scope';
    expect(await outcome('/endpoints')).toEqual({ metrics: lacking, export: lacking, read: 200, admin: 200 });
    expect(await outcome('/config')).toEqual({ metrics: lacking, export: lacking, read: lacking, admin: 200 });
    expect(await outcome('/endpoints/1', 'PATCH')).toMatchObject({ read: lacking, admin: '404 endpoint-not-found' });
    for (const [path, method] of [['/tokens'], ['/tokens', 'POST'], ['/tokens/1', 'DELETE']] as const)
      expect(await outcome(path, method)).toMatchObject({ read: '403 session-only', admin: '403 session-only' });
  });

  test('decides alone, whatever cookie or role the caller has besides', async () => {
    const { secret } = await create();
    const headers = { authorization: `Bearer ${secret}`, cookie: admin.cookie };
    expect(problem(await api.send({ path: '/config', headers, authorizedRole: 'admin' }))).toBe(
      '403 insufficient-scope',
    );
    const wrong = { authorization: `Bearer ${createTokenSecret()}`, cookie: admin.cookie };
    expect(problem(await api.send({ path: '/config', headers: wrong }))).toBe('401 invalid-token');
  });

  test('of somebody else is left alone: a session goes on, and nobody else gets in', async () => {
    for (const authorization of ['Bearer eyJhbGciOi', 'Basic YWRhOmE=', 'Bearer', 'nmd_x']) {
      expect((await api.send({ path: '/config', headers: { authorization, cookie: admin.cookie } })).status).toBe(200);
      expect(problem(await api.send({ path: '/config', headers: { authorization } }))).toBe('401 unauthorized');
    }
  });

  test('does not come in the way of signing in', async () => {
    const browser = api.browser();
    const answer = await browser.login(
      { username: 'ada', password: 'Correct-horse-1' },
      { authorization: `Bearer ${createTokenSecret()}` },
    );
    expect(answer.status).toBe(200);
  });

  test('has its last use noted once a minute', async () => {
    const { secret } = await create();
    expect(await lastUse()).toBeNull();
    for (const [millis, noted] of [
      [0, 0],
      [59_999, 0],
      [1, 60_000],
    ] as const) {
      api.clock.time += millis;
      await ask(secret);
      expect(await lastUse()).toBe(new Date(START + noted).toISOString());
    }
  });

  test('leaves nothing in the database or an answer that opens anything', async () => {
    const { secret } = await create();
    await admin.get('/tokens');
    const stored = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
    expect(stored).toContain(hashSecretToken(secret));
    expect(stored).not.toContain(secret);
    const answered = api.answered.join('\n');
    expect(answered.split(secret)).toHaveLength(2);
    expect(answered).not.toContain(hashSecretToken(secret));
    expect(api.logged).toEqual([]);
  });
});

describe('wrong tokens', () => {
  test('are limited by address; right ones and logins from there go on', async () => {
    const { secret } = await create();
    const elsewhere = await startProcess();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const wrong = attempt === 0 ? 'nmd_short' : createTokenSecret();
      const process = attempt % 2 === 0 ? api : elsewhere;
      expect(problem(await ask(wrong, '/endpoints', process))).toBe('401 invalid-token');
    }
    const refused = await ask(createTokenSecret());
    expect([problem(refused), refused.headers['retry-after']]).toEqual(['429 too-many-logins', '900']);
    expect((await ask(secret)).status).toBe(200);
    expect((await api.signedIn()).cookie).not.toBe('');
  });
});

describe('tokens', () => {
  test('are made by admins in a session, each under a name of its own', async () => {
    const { token } = await create();
    expect(token).toMatchObject({ name: 'Grafana', scopes: ['read'], createdBy: 'ada', expiresAt: null });
    expect(problem(await admin.write('POST', '/tokens', { name: 'Grafana', scopes: ['admin'] }))).toBe(
      '409 token-exists',
    );
    const body = new TextEncoder().encode('{"name":"x","scopes":["read"]}');
    const headers = { 'content-type': 'application/json' };
    const call = { method: 'POST', path: '/tokens', headers, body };
    expect(problem(await api.send(call))).toBe('401 unauthorized');
    expect(problem(await api.send({ ...call, authorizedRole: 'guest' }))).toBe('403 admin-only');
    expect(problem(await api.send({ path: '/tokens', authorizedRole: 'guest' }))).toBe('403 admin-only');
    expect(problem(await admin.write('POST', '/tokens', {}, { 'x-csrf-token': '' }))).toBe('403 csrf-token');
  });

  test('are refused with all that is wrong with them', async () => {
    const answer = await admin.write('POST', '/tokens', { name: ' x', scopes: ['root'], expiresInDays: 0, more: 1 });
    expect(problem(answer)).toBe('400 invalid-body');
    const { errors } = json<{ errors: { name: string }[] }>(answer);
    expect(errors.map(({ name }) => name)).toEqual(['more', 'name', 'scopes', 'expiresInDays']);
    for (const bad of [{ name: '' }, { name: 'a\0b' }, { name: 'x'.repeat(101) }, { scopes: [] }, { scopes: 'read' }])
      expect(problem(await admin.write('POST', '/tokens', { name: 'n', scopes: ['read'], ...bad }))).toBe(
        '400 invalid-body',
      );
  });

  test('are a hundred at most', async () => {
    for (let count = 0; count < 100; count += 1) await create({ name: `t${count}` });
    expect(problem(await admin.write('POST', '/tokens', { name: 'one more', scopes: ['read'] }))).toBe(
      '409 too-many-tokens',
    );
  });
});

describe('while the database is away', () => {
  test('a token that was seen still reads the status; what cannot be told is not', async () => {
    const { secret } = await create();
    expect((await ask(secret)).status).toBe(200);
    api.storageReady = false;
    expect((await ask(secret, '/status')).status).toBe(200);
    expect(problem(await ask(secret))).toBe('503 storage-unavailable');
    expect(problem(await ask(createTokenSecret(), '/status'))).toBe('503 storage-unavailable');
  });
});
