import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../model/clock.ts';
import { createStorage } from '../storage/open-storage.ts';
import type { Storage, WorkWatch } from '../storage/storage.ts';
import { Maintenance } from './maintenance.ts';

const DONE = { requests: 3, rollups: 2, details: 4, labels: 1 };

let storage: Storage;
let maintenance: Maintenance;
const logged: string[] = [];
const log = (message: string): void => void logged.push(message);

beforeEach(async () => {
  logged.length = 0;
  storage = createStorage({ engine: 'memory', name: randomUUID(), tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const logger = { debug: log, info: log, warn: log, error: log };
  maintenance = new Maintenance({ storage, logger, instance: 'a' });
});
afterEach(() => storage.close());

const untilAborted = ({ signal }: WorkWatch): Promise<boolean> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(true)));

const outcomes = async (): Promise<readonly unknown[]> =>
  (await storage.maintenance.list()).map(({ outcome }) => outcome);

describe('Maintenance', () => {
  it('does one thing at a time, and notes what it did', async () => {
    const nested = await maintenance.run('prune', async ({ progress }) => {
      progress(DONE);
      return {
        other: await maintenance.run('merge', async () => true),
        begun: await maintenance.start('prune', untilAborted),
      };
    });
    expect(nested).toEqual({ other: null, begun: false });
    expect(await storage.maintenance.list()).toMatchObject([
      { kind: 'prune', instance: 'a', outcome: 'done', done: DONE },
    ]);
    expect(await maintenance.run('merge', async () => true)).toBe(true);
  });

  it('hears within two seconds that somebody cancelled it', async () => {
    expect(await maintenance.start('prune', untilAborted)).toBe(true);
    expect(await storage.maintenance.cancel()).toBe(true);
    await expect.poll(outcomes, { timeout: 10_000 }).toEqual(['cancelled']);
  });

  it('ends with its process, so that another can begin at once', async () => {
    await maintenance.start('prune', untilAborted);
    await maintenance.close();
    expect(await outcomes()).toEqual(['cancelled']);
  });

  it('tells of what failed, where nobody waits for it', async () => {
    const fails = async (): Promise<never> => Promise.reject(new Error('no such table'));
    await expect(maintenance.run('merge', fails)).rejects.toThrow('no such table');
    expect(await maintenance.start('prune', fails)).toBe(true);
    await expect.poll(outcomes).toEqual(['failed', 'failed']);
    expect(logged).toEqual(['maintenance (prune) failed']);
  });
});
