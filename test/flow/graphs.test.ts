import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GraphPointsAnswer, GraphsAnswer } from '../../src/api/graph-contract.ts';
import { ref } from '../../src/api/openapi/schemas.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { schemaMismatches } from '../support/schema-mismatches.ts';

const POINTS = 8;

async function start(): Promise<{ app: AppProcess; dashboard: DashboardClient }> {
  const app = await startApp('cluster.mjs', { NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}` });
  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  return { app, dashboard };
}

it('four processes draw one point per tick, each by one of them', async () => {
  const { dashboard } = await start();
  const graphs = await dashboard.json<GraphsAnswer>('GET', '/graphs');
  expect(schemaMismatches(graphs, ref('Graphs'))).toEqual([]);
  const [graph] = graphs.graphs;
  expect(graph).toMatchObject({ title: 'Asked process', trigger: 'interval', schedule: 'every 1 s', lastError: null });
  const answer = await eventually('there are points of eight seconds', async () => {
    const read = await dashboard.json<GraphPointsAnswer>('GET', `/graphs/${graph?.id}`);
    return read.points.length >= POINTS ? read : undefined;
  });
  expect(schemaMismatches(answer, ref('GraphPoints'))).toEqual([]);
  const times = answer.points.map(({ time }) => Date.parse(time));
  expect(new Set(times).size).toBe(times.length);
  expect(times.every((time) => time % 1000 === 0)).toBe(true);
  expect(answer.points.every(({ series, value }) => /^\d+$/.test(series ?? '') && value === 1)).toBe(true);
  expect(await dashboard.call('GET', '/graphs/999')).toMatchObject({ status: 404 });
});
