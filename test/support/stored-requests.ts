import { systemClock } from '../../src/model/clock.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { StorageLocation } from '../../src/storage/storage-location.ts';

/** How many requests of a route a database file holds, read with nobody else's help. */
export async function readStoredRequests(file: string, route: string): Promise<number> {
  return readStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, async (storage) => {
    const endpoint = (await storage.listEndpoints()).find((candidate) => candidate.route === route);
    if (endpoint === undefined) return 0;
    const [row] = await storage.queryMetrics({
      metrics: ['requests'],
      dimensions: [],
      range: everything(),
      filters: { endpoint: [endpoint.id] },
      timezone: 'UTC',
      step: '1d',
      limit: 1,
    });
    return row?.requests ?? 0;
  });
}

/** How often each group was stored, request by request. */
export async function readStoredGroups(location: StorageLocation): Promise<Map<string, number>> {
  return readStorage(location, async (storage) => {
    const counts = new Map<string, number>();
    for (let cursor: string | null = null; ; ) {
      const page = await storage.listRequests({ range: everything(), filters: {}, limit: 1000, cursor });
      for (const { group } of page.rows) counts.set(group ?? '', (counts.get(group ?? '') ?? 0) + 1);
      if (page.nextCursor === null) return counts;
      cursor = page.nextCursor;
    }
  });
}

async function readStorage<Result>(
  location: StorageLocation,
  read: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  const storage = createStorage(location, systemClock);
  await storage.open();
  try {
    return await read(storage);
  } finally {
    await storage.close();
  }
}

function everything(): { readonly from: number; readonly to: number } {
  return { from: 0, to: Date.now() + 60_000 };
}
