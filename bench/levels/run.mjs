// What levels 2 and 3 cost the app's thread per request, over level 1, for a trivial handler and one with 20 awaits; beside it Datadog's
// wall profiler with contexts, over the bare app. Two processes of the same code differ by more than that, so each figure comes from one:
// its level is switched live, slice by slice in random order under a full load, and slices of one round are compared. The first
// second of a slice, in which budgets that were saved up are spent, is not counted. Level 1 is measured twice; the second is the null.
//   node levels/run.mjs [--rounds 16] [--seconds 2]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../load.mjs';
import { confidenceInterval, median, shuffled } from '../statistics.mjs';
import { DashboardSession } from './dashboard-session.mjs';

const PATHS = ['/trivial', '/awaits'];
const CONNECTIONS = 8;
const WARM_UP = 10_000;
const REQUESTS_AT_ONCE = 200;
const SETTLING_MILLIS = 1000;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '16' }, seconds: { type: 'string', default: '2' } },
});
const sliceMillis = Number(values.seconds) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));
const credentials = { username: 'bench', password: 'a long sentence for it' };

function isInstalled(name) {
  try {
    createRequire(import.meta.url)(name);
    return true;
  } catch {
    return false;
  }
}

async function startServer(environment) {
  const child = fork(new URL('./server.mjs', import.meta.url), {
    env: { ...process.env, ...environment, NODE_ENV: 'development' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = await once(child, 'message');
  return { child, port };
}

async function ask({ child }, action) {
  child.send(action);
  return (await once(child, 'message'))[0];
}

/** Loads the server for so long; answers the number of requests. */
async function loadFor(server, path, millis) {
  let requests = 0;
  for (const end = performance.now() + millis; performance.now() < end; requests += REQUESTS_AT_ONCE) {
    await load({ port: server.port, path, connections: CONNECTIONS, amount: REQUESTS_AT_ONCE });
  }
  return requests;
}

async function slice(server, path) {
  await loadFor(server, path, SETTLING_MILLIS);
  const before = await ask(server, 'measure');
  const started = performance.now();
  const requests = await loadFor(server, path, sliceMillis);
  const seconds = (performance.now() - started) / 1000;
  const after = await ask(server, 'measure');
  return { micros: (after.mainThread - before.mainThread) / requests, throughput: requests / seconds };
}

/** What a round measures: how each is switched on, and what it is held against. */
function variantsOf({ watched, bare, session }) {
  const level = (value) => ({ server: watched, base: 'level1', begin: (path) => session.setLevel(path, value) });
  const ours = { level1: level(1), null: level(1), level2: level(2), level3: level(3) };
  if (!isInstalled('@datadog/pprof')) return ours;
  const switched = (on) => ({ server: bare, base: 'bare', begin: () => ask(bare, on ? 'pprof on' : 'measure') });
  return { ...ours, bare: switched(false), pprof: { ...switched(true), end: () => ask(bare, 'pprof off') } };
}

async function measure(variants, path) {
  const rounds = [];
  for (let index = 0; index < Number(values.rounds); index += 1) {
    const round = {};
    for (const [name, { server, begin, end }] of shuffled(Object.entries(variants))) {
      await begin(path);
      round[name] = await slice(server, path);
      await end?.();
    }
    rounds.push(round);
  }
  return Object.entries(variants)
    .filter(([name, { base }]) => name !== base)
    .map(([variant, { base }]) => ({
      ...{ path, variant, base },
      baseMicros: median(rounds.map((round) => round[base].micros)),
      addedPercent: confidenceInterval(rounds.map((round) => 100 * (round[variant].micros / round[base].micros - 1))),
      lostThroughputPercent: confidenceInterval(
        rounds.map((round) => 100 * (1 - round[variant].throughput / round[base].throughput)),
      ),
    }));
}

const children = [];
try {
  const watched = await startServer({
    DATABASE: join(folder, 'nmd.db'),
    NMD_USERNAME: credentials.username,
    NMD_PASSWORD: credentials.password,
  });
  const bare = await startServer({});
  children.push(watched.child, bare.child);
  const session = await DashboardSession.start(watched.port, credentials);
  const variants = variantsOf({ watched, bare, session });
  const results = [];
  for (const path of PATHS) {
    for (const { port } of [watched, bare]) await load({ port, path, connections: CONNECTIONS, amount: WARM_UP });
    results.push(...(await measure(variants, path)));
  }
  const { following, profiling } = await session.status();
  const report = { node: process.versions.node, ...values, results, following, profiling };
  writeFileSync(new URL('../results/levels.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  const text = ({ mean, low, high }) => `${mean.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  console.table(
    results.map((one) => ({
      path: one.path,
      variant: one.variant,
      over: one.base,
      'base µs': one.baseMicros.toFixed(0),
      'more CPU %': text(one.addedPercent),
      'less throughput %': text(one.lostThroughputPercent),
    })),
  );
  console.log(following, profiling);
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
