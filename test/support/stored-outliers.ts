import { systemClock } from '../../src/model/clock.ts';
import type { OutlierRecord } from '../../src/model/outlier.ts';
import type { StoredOutlier } from '../../src/storage/detail-store.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';

export type StoredOutlierRecord = StoredOutlier & { readonly record: OutlierRecord; readonly route: string };

/** Reads an SQLite file with nobody else's help. */
export async function openStored(file: string): Promise<Storage> {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  return storage;
}

/** All outliers, newest first. */
export async function readOutliers(storage: Storage): Promise<readonly StoredOutlierRecord[]> {
  const range = { from: 0, to: Date.now() + 60_000 };
  const { rows } = await storage.listOutliers({ endpointId: null, range, version: null, limit: 200, cursor: null });
  const outliers = await Promise.all(rows.map(({ id }) => storage.readOutlier(id)));
  return outliers.flatMap((outlier) =>
    outlier === null ? [] : [{ ...outlier, route: outlier.record.endpoint.route }],
  );
}
