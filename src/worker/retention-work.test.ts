import { describe, expect, it } from 'vitest';
import type { RetentionPolicy } from '../storage/storage.ts';
import { RetentionWork } from './retention-work.ts';

const DAY = 86_400_000;
const settings = {
  requestDays: 7,
  detailDays: 30,
  minuteRollupDays: 2,
  quarterHourRollupDays: 90,
  maxDatabaseMegabytes: 500,
};

/** The lease as storages keep it: one holder until it ends. */
function fleet() {
  const pruned: { readonly holder: string; readonly policy: RetentionPolicy }[] = [];
  const time = { now: 100 * DAY };
  let lease = { holder: '', until: 0 };
  const start = (holder: string): RetentionWork =>
    new RetentionWork({
      settings,
      holder,
      maintenance: { run: (_kind, work) => work({ signal: new AbortController().signal, progress: () => {} }) },
      clock: { now: () => time.now, monotonic: () => time.now },
      storage: {
        takeLease: async (_name, asking, now, until) => {
          if (lease.holder !== asking && lease.until > now) return false;
          lease = { holder: asking, until };
          return true;
        },
        prune: async (policy) => {
          pruned.push({ holder, policy });
          return { requests: 0, rollups: 0, details: 0, labels: 0 };
        },
      },
    });
  return { pruned, time, start };
}

describe('RetentionWork', () => {
  it('prunes by the settings, once an hour, in one process of a fleet', async () => {
    const { pruned, time, start } = fleet();
    const processes = [start('a'), start('b')];
    for (let minute = 0; minute < 120; minute += 10) {
      for (const process of processes) await process.run();
      time.now += 600_000;
    }
    expect(pruned.map(({ holder }) => holder)).toEqual(['a', 'a']);
    expect(pruned[0]?.policy).toEqual({
      requestsBefore: 93 * DAY,
      detailsBefore: 70 * DAY,
      minuteRollupsBefore: 98 * DAY,
      quarterRollupsBefore: 10 * DAY,
      maxBytes: 500_000_000,
    });
  });

  it('is taken over when the process that did it has ended', async () => {
    const { pruned, time, start } = fleet();
    await start('a').run();
    const survivor = start('b');
    await survivor.run();
    time.now += 3 * 3_600_000;
    await survivor.run();
    expect(pruned.map(({ holder }) => holder)).toEqual(['a', 'b']);
  });
});
