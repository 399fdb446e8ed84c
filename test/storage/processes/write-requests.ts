import { setTimeout as pause } from 'node:timers/promises';
import { createStorage } from '../../../src/storage/open-storage.ts';
import type { StorageLocation } from '../../../src/storage/storage-location.ts';
import { StorageUnavailable } from '../../../src/storage/storage-unavailable.ts';
import { recordBatch } from '../../support/record-batch.ts';

interface Choice {
  readonly location: StorageLocation;
  readonly instance: string;
  readonly now: number;
}

const { location, instance, now } = JSON.parse(process.argv[2] ?? '') as Choice;
const storage = createStorage(location, { now: () => now, monotonic: () => now });
await untilAvailable(() => storage.open());
let stored = 0;
for (let sequence = 1; sequence <= 10; sequence += 1) {
  const requests = Array.from({ length: 50 }, (_, at) => ({
    endpoint: { method: 'GET', route: `/r${at % 5}` },
    time: now - at,
    duration: at,
    group: `g${at % 7}`,
  }));
  const batch = { ...recordBatch(sequence, '1.0', requests), instance };
  stored += (await untilAvailable(() => storage.write([batch]))).requests;
}
await storage.close();
console.log(`stored ${stored}`);

/** As the ingest pipeline does. */
async function untilAvailable<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageUnavailable) || !error.retryable) throw error;
      await pause(50);
    }
  }
}
