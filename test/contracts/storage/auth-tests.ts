import { describe, expect, test } from 'vitest';
import { NOW, type StorageContext } from './storage-context.ts';

export function authTests(context: () => StorageContext): void {
  describe('users and sessions', () => {
    test('users are saved, replaced and found by their exact name', async () => {
      const { storage } = context();
      expect(await storage.countUsersWithPassword()).toBe(0);
      const ann = await storage.saveUser({ username: 'ann', role: 'guest', passwordHash: null });
      expect(ann).toEqual({ id: expect.any(Number), username: 'ann', role: 'guest', passwordHash: null });
      expect(await storage.countUsersWithPassword()).toBe(0);
      const changed = await storage.saveUser({ username: 'ann', role: 'admin', passwordHash: 'scrypt$1' });
      expect(changed).toEqual({ id: ann.id, username: 'ann', role: 'admin', passwordHash: 'scrypt$1' });
      expect(await storage.findUser('ann')).toEqual(changed);
      expect(await storage.findUser('Ann')).toBeNull();
      expect(await storage.countUsersWithPassword()).toBe(1);
    });

    test('sessions end, and carry their user as it is now', async () => {
      const { storage } = context();
      const { id } = await storage.saveUser({ username: 'ann', role: 'guest', passwordHash: null });
      await storage.createSession({ tokenHash: 'h1', csrfToken: 'c', userId: id, expiresAt: NOW + 10 });
      await storage.createSession({ tokenHash: 'h2', csrfToken: 'c', userId: id, expiresAt: NOW + 20 });
      await storage.saveUser({ username: 'ann', role: 'admin', passwordHash: null });
      expect(await storage.findSession('h1', NOW)).toEqual({
        tokenHash: 'h1',
        csrfToken: 'c',
        expiresAt: NOW + 10,
        user: { id, username: 'ann', role: 'admin', passwordHash: null },
      });
      expect(await storage.findSession('h1', NOW + 10)).toBeNull();
      expect(await storage.findSession('unknown', NOW)).toBeNull();
      await storage.deleteExpired(NOW + 10);
      expect(await storage.findSession('h1', NOW)).toBeNull();
      expect(await storage.findSession('h2', NOW)).not.toBeNull();
      await storage.deleteSession('h2');
      expect(await storage.findSession('h2', NOW)).toBeNull();
    });
  });

  describe('login tokens', () => {
    test('of processes that start together one shows its link, and each token works once', async () => {
      const { storage, openAnother } = context();
      const storages = [storage, await openAnother(), await openAnother()];
      const offers = await Promise.all(storages.map((each, at) => each.offerLoginToken(`t${at}`, NOW, NOW + 100)));
      expect(offers.filter(Boolean)).toHaveLength(1);
      const token = `t${offers.indexOf(true)}`;
      expect(await storage.consumeLoginToken('other', NOW)).toBe(false);
      const consumed = await Promise.all(
        storages.flatMap((each) => [token, token].map((t) => each.consumeLoginToken(t, NOW))),
      );
      expect(consumed.filter(Boolean)).toHaveLength(1);
    });

    test('expire, and a process that starts later shows its own', async () => {
      const { storage } = context();
      const [hour, later] = [3_600_000, NOW + 31_000];
      expect(await storage.offerLoginToken('a', NOW, NOW + hour)).toBe(true);
      expect(await storage.offerLoginToken('b', later, later + hour)).toBe(true);
      expect(await storage.offerLoginToken('b', later, later + hour)).toBe(true);
      expect(await storage.consumeLoginToken('a', NOW + hour)).toBe(false);
      expect(await storage.consumeLoginToken('b', NOW + hour)).toBe(true);
      expect(await storage.consumeLoginToken('b', NOW + hour)).toBe(false);
    });

    test('are not offered once somebody has a password', async () => {
      const { storage } = context();
      await storage.saveUser({ username: 'ann', role: 'admin', passwordHash: 'scrypt$1' });
      expect(await storage.offerLoginToken('a', NOW, NOW + 100)).toBe(false);
    });
  });

  describe('failed sign-ins', () => {
    test('count within their window, over all processes', async () => {
      const { storage, openAnother } = context();
      const storages = [storage, await openAnother()];
      const counts = await Promise.all(
        storages.flatMap((each) => [1, 2, 3].map(() => each.addLoginFailure('ann', NOW, 100))),
      );
      expect(counts.sort()).toEqual([1, 2, 3, 4, 5, 6]);
      expect(await storage.loginFailures('ann', NOW + 99)).toEqual({ count: 6, until: NOW + 100 });
      expect(await storage.loginFailures('ann', NOW + 100)).toMatchObject({ count: 0 });
      expect(await storage.addLoginFailure('ann', NOW + 100, 50)).toBe(1);
      expect(await storage.loginFailures('ann', NOW + 101)).toEqual({ count: 1, until: NOW + 150 });
      await storage.clearLoginFailures('ann');
      expect(await storage.loginFailures('ann', NOW + 101)).toMatchObject({ count: 0 });
    });
  });
}
