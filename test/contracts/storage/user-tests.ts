import { describe, expect, test } from 'vitest';
import type { Storage } from '../../../src/storage/storage.ts';
import { NOW, type StorageContext } from './storage-context.ts';

export function userTests(context: () => StorageContext): void {
  describe('the users', () => {
    const admin = { username: 'ann', role: 'admin', passwordHash: 'scrypt$1' } as const;
    const guest = { username: 'gus', role: 'guest', passwordHash: 'scrypt$2' } as const;

    test('are created once per name and listed by it', async () => {
      const { users } = context().storage;
      expect(await users.list()).toEqual([]);
      const ann = await users.create(admin);
      expect(ann).toEqual({ ...admin, id: expect.any(Number) });
      expect(await users.create({ ...guest, username: 'ann' })).toBe('taken');
      const capital = await users.create({ ...guest, username: 'Ann' });
      const gus = await users.create(guest);
      expect(await users.list()).toEqual(expect.arrayContaining([ann, capital, gus]));
      expect(await users.list()).toHaveLength(3);
    });

    test('lose their sessions with a changed role or password, and only then', async () => {
      const { storage } = context();
      const id = await createBoth(storage);
      await openSession(storage, 'h1', id);
      expect(await storage.users.change(id, { role: 'guest' })).toEqual({ ...guest, id });
      expect(await storage.findSession('h1', NOW)).not.toBeNull();
      expect(await storage.users.change(id, { role: 'admin' })).toEqual({ ...guest, id, role: 'admin' });
      expect(await storage.findSession('h1', NOW)).toBeNull();
      await openSession(storage, 'h2', id);
      expect(await storage.users.change(id, { passwordHash: 'scrypt$3' })).toMatchObject({ passwordHash: 'scrypt$3' });
      expect(await storage.findSession('h2', NOW)).toBeNull();
      expect(await storage.users.change(id + 1, { role: 'guest' })).toBe('not-found');
    });

    test('go with their sessions', async () => {
      const { storage } = context();
      const id = await createBoth(storage);
      await openSession(storage, 'h1', id);
      expect(await storage.users.remove(id)).toBe('removed');
      expect(await storage.findSession('h1', NOW)).toBeNull();
      expect(await storage.findUser('gus')).toBeNull();
      expect(await storage.users.remove(id)).toBe('not-found');
    });

    test('keep an admin with a password', async () => {
      const { users } = context().storage;
      expect(await users.create(guest)).toBe('last-admin');
      expect(await users.list()).toEqual([]);
      const ann = await users.create(admin);
      if (typeof ann === 'string') throw new Error(ann);
      expect(await users.change(ann.id, { role: 'guest' })).toBe('last-admin');
      expect(await users.remove(ann.id)).toBe('last-admin');
      await users.create({ username: 'link', role: 'admin', passwordHash: null });
      expect(await users.remove(ann.id)).toBe('last-admin');
      await users.create({ ...admin, username: 'eve' });
      expect(await users.remove(ann.id)).toBe('removed');
    });

    test('keep one also when two processes remove each other’s', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const [ann, eve] = [await storage.users.create(admin), await storage.users.create({ ...admin, username: 'eve' })];
      if (typeof ann === 'string' || typeof eve === 'string') throw new Error('not created');
      const results = await Promise.all([storage.users.remove(ann.id), other.users.change(eve.id, { role: 'guest' })]);
      expect(results.filter((result) => result === 'last-admin')).toHaveLength(1);
      const left = await storage.users.list();
      expect(left.filter(({ role }) => role === 'admin')).toHaveLength(1);
    });

    /** Answers the guest's id. */
    async function createBoth(storage: Storage): Promise<number> {
      await storage.users.create(admin);
      const gus = await storage.users.create(guest);
      if (typeof gus === 'string') throw new Error(gus);
      return gus.id;
    }

    function openSession(storage: Storage, tokenHash: string, userId: number): Promise<void> {
      return storage.createSession({ tokenHash, csrfToken: 'c', userId, expiresAt: NOW + 10 });
    }
  });
}
