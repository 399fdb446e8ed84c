import { describe, expect, test } from 'vitest';
import type { Regression, RegressionEvidence } from '../../../src/model/regression.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { HANDLER } from '../../support/example-details.ts';
import { batchOf, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;
const POLICY = { requestsBefore: 0, minuteRollupsBefore: 0, quarterRollupsBefore: 0, maxBytes: null };
const EVIDENCE: RegressionEvidence = {
  baseline: { from: NOW - DAY, to: NOW, version: '1.0-β', requests: 2000, value: 12.5 },
  comparison: { from: NOW, to: NOW + DAY, version: null, requests: 1500, value: 25 },
  effect: 1.98,
  interval: { low: 1.9, high: 2.06 },
  pValue: 1e-200,
  lines: [{ line: HANDLER, baselineMillis: 10, comparisonMillis: 21.5 }],
};

async function regression(storage: Storage, part: Partial<Regression> = {}): Promise<Regression> {
  await storage.write([batchOf([request(), request({ endpoint: ORDERS })])]);
  const id = await endpointId(storage, USERS);
  return {
    endpointId: id,
    question: 'latency',
    occasion: 'version',
    since: NOW,
    version: '1.1-β',
    evidence: EVIDENCE,
    ...part,
  };
}

function open(storage: Storage): ReturnType<Storage['regressions']['list']> {
  return storage.regressions.list({ isOpen: true, limit: 10 });
}

export function regressionTests(context: () => StorageContext): void {
  describe('regressions', () => {
    test('are kept with their evidence, one open per endpoint and question, whoever finds them', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const found = await regression(storage);
      const added = await Promise.all([storage.regressions.add(found, NOW), other.regressions.add(found, NOW)]);
      expect(added.filter((isNew) => isNew)).toHaveLength(1);
      expect(await other.regressions.add({ ...found, question: 'errorRate' }, NOW + 1)).toBe(true);
      expect(await storage.regressions.add({ ...found, endpointId: 12_345 }, NOW)).toBe(false);
      const none = { resolvedAt: null, acknowledgedAt: null };
      expect(await open(storage)).toEqual([
        { id: expect.any(Number), ...found, question: 'errorRate', foundAt: NOW + 1, judgedAt: NOW + 1, ...none },
        { id: expect.any(Number), ...found, foundAt: NOW, judgedAt: NOW, ...none },
      ]);
    });

    test('get newer evidence, are acknowledged, end, and may come back', async () => {
      const { storage } = context();
      const found = await regression(storage);
      await storage.regressions.add(found, NOW);
      const [{ id = 0 } = {}] = await open(storage);
      await storage.regressions.update(id, { ...EVIDENCE, effect: 3 }, NOW + 5);
      expect(await storage.regressions.acknowledge(id, NOW + 6)).toMatchObject({ id, acknowledgedAt: NOW + 6 });
      expect(await storage.regressions.acknowledge(id, NOW + 6)).toMatchObject({ id, acknowledgedAt: NOW + 6 });
      expect(await storage.regressions.acknowledge(id + 99, NOW)).toBeNull();
      const newer = { evidence: { ...EVIDENCE, effect: 3 }, foundAt: NOW, judgedAt: NOW + 5, acknowledgedAt: NOW + 6 };
      expect(await open(storage)).toMatchObject([newer]);
      await storage.regressions.acknowledge(id, null);
      await storage.regressions.resolve(id, NOW + 7);
      expect(await open(storage)).toEqual([]);
      expect(await storage.regressions.add(found, NOW + 8)).toBe(true);
      const all = await storage.regressions.list({ isOpen: false, limit: 10 });
      expect(all.map(({ resolvedAt, acknowledgedAt }) => [resolvedAt, acknowledgedAt])).toEqual([
        [null, null],
        [NOW + 7, null],
      ]);
      expect(await storage.regressions.list({ isOpen: false, limit: 1 })).toHaveLength(1);
    });

    test('remember what was looked at last, in all processes', async () => {
      const { storage, openAnother } = context();
      expect(await storage.regressions.lastLook('day')).toBeNull();
      await storage.regressions.looked('day', '2026-03-09');
      await storage.regressions.looked('day', '2026-03-10');
      const other = await openAnother();
      expect(await other.regressions.lastLook('day')).toBe('2026-03-10');
      expect(await other.regressions.lastLook('version')).toBeNull();
    });

    test('go with their endpoint, and when they are too old', async () => {
      const { storage } = context();
      const found = await regression(storage);
      const orders = await endpointId(storage, ORDERS);
      await storage.regressions.add(found, NOW - 9 * DAY);
      await storage.regressions.add({ ...found, endpointId: orders }, NOW);
      await storage.prune({ ...POLICY, detailsBefore: NOW - 5 * DAY }, false);
      expect(await open(storage)).toMatchObject([{ endpointId: orders }]);
      await storage.removeEndpoint(orders);
      expect(await storage.regressions.list({ isOpen: false, limit: 10 })).toEqual([]);
    });
  });
}
