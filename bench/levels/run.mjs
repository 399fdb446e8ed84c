// What levels 2 and 3 cost the app's thread per request, over level 1, for a trivial handler and one with 20 awaits; beside it Datadog's
// wall profiler with contexts, over the bare app. Two processes of the same code differ by more than that, so each figure comes from one:
// its level is switched live, slice by slice in random order, and slices of one round are compared. The measured process is its own
// client, so that nothing but its one thread is busy; what a request takes of it as a server alone is measured apart. The first part of a
// slice, in which budgets that were saved up at other levels are spent, is not counted. Level 1 is measured twice; the second is the null.
//   node levels/run.mjs [--rounds 20] [--millis 1000] [--paths /trivial,/awaits]
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

const CONNECTIONS = 8;
const WARM_UP = 8000;
const SETTLING_MILLIS = 800;
/** What profiles and traces may save up is gone after three seconds of load. */
const SPENDING_MILLIS = 3500;
const SERVER_REQUESTS = 3000;
const SERVER_REPEATS = 5;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    millis: { type: 'string', default: '1000' },
    paths: { type: 'string', default: '/trivial,/awaits' },
  },
});
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

async function ask({ child }, action, settings = {}) {
  child.send({ action, ...settings });
  return (await once(child, 'message'))[0];
}

/** What a round measures: how each is switched on, and what it is held against. */
function variantsOf({ watched, bare, session }) {
  const level = (value) => ({
    server: watched,
    base: 'level1',
    settlingMillis: value > 1 ? SPENDING_MILLIS : SETTLING_MILLIS,
    begin: (path) => session.setLevel(path, value),
  });
  const ours = { level1: level(1), null: level(1), level2: level(2), level3: level(3) };
  if (!isInstalled('@datadog/pprof')) return ours;
  const switched = (on) => ({
    server: bare,
    base: 'bare',
    settlingMillis: SETTLING_MILLIS,
    begin: () => ask(bare, on ? 'pprof on' : 'measure'),
  });
  return { ...ours, bare: switched(false), pprof: { ...switched(true), end: () => ask(bare, 'pprof off') } };
}

async function measureRounds(variants, path) {
  const rounds = [];
  for (let index = 0; index < Number(values.rounds); index += 1) {
    const round = {};
    for (const [name, { server, settlingMillis, begin, end }] of shuffled(Object.entries(variants))) {
      await begin(path);
      round[name] = await ask(server, 'slice', { path, settlingMillis, millis: Number(values.millis) });
      await end?.();
    }
    rounds.push(round);
  }
  return rounds;
}

/** Of the server's thread alone, its client being this process. */
async function serverMicros(server, path) {
  const costs = [];
  for (let repeat = 0; repeat < SERVER_REPEATS; repeat += 1) {
    const before = await ask(server, 'measure');
    await load({ port: server.port, path, connections: CONNECTIONS, amount: SERVER_REQUESTS });
    costs.push(((await ask(server, 'measure')).mainThread - before.mainThread) / SERVER_REQUESTS);
  }
  return median(costs);
}

/** Percent of what the server's thread needs for the request, and of the core that the loaded thread keeps busy. */
async function measure(variants, path, session) {
  await session.setLevel(path, 1);
  const server = { level1: await serverMicros(variants.level1.server, path) };
  if (variants.bare !== undefined) server.bare = await serverMicros(variants.bare.server, path);
  const rounds = await measureRounds(variants, path);
  // The null is level 1 too: against both of the round, what comes and goes within it counts half as much.
  const baseOf = (round, base) =>
    base === 'level1' ? (round.level1.micros + round.null.micros) / 2 : round[base].micros;
  return Object.entries(variants)
    .filter(([name, { base }]) => name !== base)
    .map(([variant, { base }]) => {
      const added = (round) => round[variant].micros - (variant === 'null' ? round.level1.micros : baseOf(round, base));
      const all = (one) => one.micros + one.otherThreadsMicros;
      return {
        ...{ path, variant, base, serverMicros: server[base] },
        addedMicros: confidenceInterval(rounds.map(added)),
        addedPercent: confidenceInterval(rounds.map((round) => (100 * added(round)) / server[base])),
        corePercent: confidenceInterval(rounds.map((round) => (100 * added(round)) / round[variant].micros)),
        coreWithOtherThreadsPercent: confidenceInterval(
          rounds.map((round) => (100 * (all(round[variant]) - all(round[base]))) / round[variant].micros),
        ),
      };
    });
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
  for (const path of values.paths.split(',')) {
    for (const { port } of [watched, bare]) await load({ port, path, connections: CONNECTIONS, amount: WARM_UP });
    results.push(...(await measure(variants, path, session)));
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
      'server µs': one.serverMicros.toFixed(0),
      'added µs': text(one.addedMicros),
      'of the request %': text(one.addedPercent),
      'of a core %': text(one.corePercent),
      'with other threads %': text(one.coreWithOtherThreadsPercent),
    })),
  );
  console.log(following, profiling);
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
