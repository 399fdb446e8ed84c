import { describe, expect, test } from 'vitest';
import type { NewApiToken } from '../../../src/storage/token-book.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const GRAFANA: NewApiToken = {
  name: 'Grafana 📊',
  secretHash: 'a'.repeat(64),
  scopes: ['read'],
  createdAt: NOW,
  createdBy: 'ann',
  expiresAt: null,
};

export function tokenTests(context: () => StorageContext): void {
  describe('API tokens', () => {
    test('are found by the hash of their secret, in every process, until they are removed', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const token = await storage.tokens.create(GRAFANA);
      const { secretHash, ...described } = GRAFANA;
      expect(token).toEqual({ id: expect.any(Number), ...described, lastUsedAt: null });
      expect(await other.tokens.find(secretHash)).toEqual(token);
      expect(await other.tokens.find('b'.repeat(64))).toBeNull();
      expect(await other.tokens.remove(token?.id ?? 0)).toBe(true);
      expect(await storage.tokens.find(secretHash)).toBeNull();
      expect(await storage.tokens.remove(token?.id ?? 0)).toBe(false);
    });

    test('have names of their own: of two made at once one is', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const made = await Promise.all(
        [storage, other].map((each, at) => each.tokens.create({ ...GRAFANA, secretHash: `${at}`.repeat(64) })),
      );
      expect(made.filter((token) => token !== null)).toHaveLength(1);
      expect(await storage.tokens.create({ ...GRAFANA, name: 'grafana 📊' })).not.toBeNull();
      expect((await storage.tokens.list()).map(({ name }) => name).sort()).toEqual(['Grafana 📊', 'grafana 📊']);
    });

    test('keep their scopes, their end and their last use', async () => {
      const { storage } = context();
      const end = NOW + 86_400_000;
      const token = await storage.tokens.create({ ...GRAFANA, scopes: ['export', 'metrics'], expiresAt: end });
      await storage.tokens.markUsed(token?.id ?? 0, NOW + 5);
      await storage.deleteExpired(end + 1);
      expect(await storage.tokens.list()).toEqual([
        { ...token, scopes: ['metrics', 'export'], expiresAt: end, lastUsedAt: NOW + 5 },
      ]);
    });
  });
}
