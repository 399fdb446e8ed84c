import { systemClock } from '../../src/model/clock.ts';
import type { OutlierRecord } from '../../src/model/outlier.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { StoredOutlier } from '../../src/storage/storage.ts';

export type StoredOutlierRecord = StoredOutlier & { readonly record: OutlierRecord; readonly route: string };

/** The outliers that an SQLite file holds, newest first, read with nobody else's help. */
export async function readOutliers(file: string): Promise<readonly StoredOutlierRecord[]> {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  try {
    const range = { from: 0, to: Date.now() + 60_000 };
    const { rows } = await storage.listOutliers({ endpointId: null, range, version: null, limit: 200, cursor: null });
    const outliers = await Promise.all(rows.map(({ id }) => storage.readOutlier(id)));
    return outliers.flatMap((outlier) =>
      outlier === null ? [] : [{ ...outlier, route: outlier.record.endpoint.route }],
    );
  } finally {
    await storage.close();
  }
}
