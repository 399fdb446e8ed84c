import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GroupsAnswer } from '../../src/api/contract.ts';
import { type AppProcess, eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

const REQUESTS = 40_000;
const CONNECTIONS = 32;

interface Answered {
  readonly pid: string;
  readonly at: number;
}

/** Which process answered, or null when the connection broke. */
function call(url: string, agent: Agent): Promise<Answered | null> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ pid: String(JSON.parse(body).pid), at: Date.now() }));
      response.on('error', () => resolve(null));
    }).on('error', () => resolve(null));
  });
}

async function load(app: AppProcess, onCount: (count: number) => void): Promise<readonly Answered[]> {
  const agents = Array.from({ length: CONNECTIONS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const answered: Answered[] = [];
  let started = 0;
  await Promise.all(
    agents.map(async (agent) => {
      while (started < REQUESTS) {
        started += 1;
        const answer = await call(`${app.url}/jobs/${started}`, agent);
        if (answer !== null) answered.push(answer);
        onCount(answered.length);
      }
    }),
  );
  for (const agent of agents) agent.destroy();
  return answered;
}

it('four processes on one file lose nothing but the last second of the one that is killed', async () => {
  const app = await startApp('cluster.mjs', { NMD_DATABASE: `sqlite:///${join(temporaryFolder(), 'nmd.db')}` });
  const victim = /worker (\d+)/.exec(app.output())?.[1] ?? '';
  let killedAt = 0;
  const answered = await load(app, (count) => {
    if (count < REQUESTS / 2 || killedAt > 0) return;
    killedAt = Date.now();
    process.kill(Number(victim), 'SIGKILL');
  });
  expect(killedAt).toBeGreaterThan(0);

  const seen = new Map<string, number>();
  for (const { pid } of answered) seen.set(pid, (seen.get(pid) ?? 0) + 1);
  const survivors = [...seen.keys()].filter((pid) => pid !== victim);
  expect(survivors).toHaveLength(3);

  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  const stored = await eventually('every survivor has stored all its requests', async () => {
    const { groups } = await dashboard.json<GroupsAnswer>('GET', '/groups');
    const counts = new Map(groups.map(({ group, requests }) => [group, requests]));
    return survivors.every((pid) => counts.get(pid) === seen.get(pid)) ? counts : undefined;
  });
  const beforeLastSecond = answered.filter(({ pid, at }) => pid === victim && at < killedAt - 1000).length;
  expect(stored.get(victim)).toBeGreaterThanOrEqual(beforeLastSecond);
  expect(app.output()).not.toMatch(/SQLITE_BUSY|locked/i);
  expect((await dashboard.status()).records.droppedTotal).toBe(0);
  await app.kill();
});
