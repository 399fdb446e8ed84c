import { systemClock } from '../../src/model/clock.ts';
import { createStorage } from '../../src/storage/open-storage.ts';

/** How many requests of a route a database file holds, read with nobody else's help. */
export async function readStoredRequests(file: string, route: string): Promise<number> {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  try {
    const endpoint = (await storage.listEndpoints()).find((candidate) => candidate.route === route);
    if (endpoint === undefined) return 0;
    const [row] = await storage.queryMetrics({
      metrics: ['requests'],
      dimensions: [],
      range: { from: 0, to: Date.now() + 60_000 },
      filters: { endpoint: [endpoint.id] },
      timezone: 'UTC',
      step: '1d',
      limit: 1,
    });
    return row?.requests ?? 0;
  } finally {
    await storage.close();
  }
}
