import { beforeEach, describe, expect, test } from 'vitest';
import { MemoryAuthStore } from './memory-auth-store.ts';

let store: MemoryAuthStore;
beforeEach(() => {
  store = new MemoryAuthStore();
});

describe('users', () => {
  test('are replaced by name and keep their id', async () => {
    const ada = await store.saveUser({ username: 'ada', role: 'guest', passwordHash: null });
    const bob = await store.saveUser({ username: 'bob', role: 'guest', passwordHash: 'hash' });
    const promoted = await store.saveUser({ username: 'ada', role: 'admin', passwordHash: null });
    expect(promoted.id).toBe(ada.id);
    expect(bob.id).not.toBe(ada.id);
    expect(await store.findUser('ada')).toEqual({ id: ada.id, username: 'ada', role: 'admin', passwordHash: null });
    expect(await store.findUser('eve')).toBeNull();
    expect(await store.countUsersWithPassword()).toBe(1);
  });
});

describe('sessions', () => {
  test('show their user as it is now, until they expire or are deleted', async () => {
    const { id } = await store.saveUser({ username: 'ada', role: 'admin', passwordHash: null });
    await store.createSession({ tokenHash: 'a', csrfToken: 'csrf', userId: id, expiresAt: 100 });
    await store.createSession({ tokenHash: 'b', csrfToken: 'csrf', userId: id, expiresAt: 200 });
    await store.saveUser({ username: 'ada', role: 'guest', passwordHash: null });
    expect((await store.findSession('a', 99))?.user.role).toBe('guest');
    expect(await store.findSession('a', 100)).toBeNull();
    await store.deleteExpired(150);
    expect(await store.findSession('a', 0)).toBeNull();
    expect(await store.findSession('b', 150)).not.toBeNull();
    await store.deleteSession('b');
    expect(await store.findSession('b', 150)).toBeNull();
  });
});

describe('the login token', () => {
  test('is redeemed by one of many callers', async () => {
    expect(await store.offerLoginToken('hash', 0, 100)).toBe(true);
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.consumeLoginToken('hash', 50)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('expires, and is not offered beside a user with a password', async () => {
    await store.offerLoginToken('first', 0, 100);
    expect(await store.consumeLoginToken('other', 50)).toBe(false);
    expect(await store.consumeLoginToken('first', 100)).toBe(false);
    expect(await store.offerLoginToken('second', 100, 200)).toBe(true);
    await store.saveUser({ username: 'ada', role: 'admin', passwordHash: 'hash' });
    expect(await store.offerLoginToken('third', 300, 400)).toBe(false);
  });
});

describe('failures', () => {
  test('are counted in a window that starts with the first', async () => {
    const counts = await Promise.all([0, 10, 20].map((now) => store.addLoginFailure('key', now, 100)));
    expect(counts).toEqual([1, 2, 3]);
    expect(await store.loginFailures('key', 99)).toEqual({ count: 3, until: 100 });
    expect(await store.loginFailures('key', 100)).toEqual({ count: 0, until: 100 });
    expect(await store.addLoginFailure('key', 100, 100)).toBe(1);
    await store.clearLoginFailures('key');
    expect((await store.loginFailures('key', 101)).count).toBe(0);
  });

  test('of endless addresses do not fill the memory', async () => {
    for (let address = 0; address <= 10_000; address += 1) await store.addLoginFailure(`${address}`, 0, 100);
    expect((await store.loginFailures('0', 1)).count).toBe(0);
    expect((await store.loginFailures('1', 1)).count).toBe(1);
  });
});
