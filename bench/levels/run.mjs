// What each level costs the app's thread per request, against the bare app and Datadog's wall profiler with contexts, for a trivial
// handler and one with 20 awaits. A process each, as the sampler watches a whole process; loaded in turn in short slices,
// so that the machine's drift hits all alike, and compared within a round.
//   node levels/run.mjs [--rounds 20] [--requests 500] [--warm-up 5000]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../load.mjs';
import { confidenceInterval, median, shuffled } from '../statistics.mjs';

const PATHS = ['/trivial', '/awaits'];
const CONNECTIONS = 8;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    requests: { type: 'string', default: '500' },
    'warm-up': { type: 'string', default: '5000' },
  },
});
const requests = Number(values.requests);
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));
const variants = ['bare', 'null', 'level1', 'level2', 'level3', ...(isInstalled('@datadog/pprof') ? ['pprof'] : [])];

function isInstalled(name) {
  try {
    createRequire(import.meta.url)(name);
    return true;
  } catch {
    return false;
  }
}

async function startServer(variant) {
  const child = fork(new URL('./server.mjs', import.meta.url), {
    env: { ...process.env, VARIANT: variant, DATABASE: join(folder, `${variant}.db`), NODE_ENV: 'development' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = await once(child, 'message');
  return { variant, child, port };
}

async function ask(server, question) {
  server.child.send(question);
  return (await once(server.child, 'message'))[0];
}

async function slice(server, path, amount) {
  const before = await ask(server, 'cpu');
  const { seconds } = await load({ port: server.port, path, connections: CONNECTIONS, amount });
  const after = await ask(server, 'cpu');
  return { micros: (after.mainThread - before.mainThread) / amount, throughput: amount / seconds };
}

/** Shares of the bare app's CPU, round by round. */
function summarise(path, rounds) {
  const share = (variant, base) =>
    confidenceInterval(rounds.map((round) => 100 * (round[variant].micros / round[base].micros - 1)));
  return variants.slice(1).map((variant) => ({
    path,
    variant,
    bareMicros: median(rounds.map(({ bare }) => bare.micros)),
    addedPercent: share(variant, 'bare'),
    overLevel1Percent: share(variant, 'level1'),
    throughputRatio: median(rounds.map((round) => round[variant].throughput / round.bare.throughput)),
  }));
}

const servers = [];
try {
  for (const variant of variants) servers.push(await startServer(variant));
  const results = [];
  for (const path of PATHS) {
    for (const server of servers) await slice(server, path, Number(values['warm-up']));
    const rounds = [];
    for (let index = 0; index < Number(values.rounds); index += 1) {
      const round = {};
      for (const server of shuffled(servers)) round[server.variant] = await slice(server, path, requests);
      rounds.push(round);
    }
    results.push(...summarise(path, rounds));
  }
  const report = { node: process.versions.node, ...values, results };
  writeFileSync(new URL('../results/levels.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  const text = ({ mean, low, high }) => `${mean.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  console.table(
    results.map((one) => ({
      path: one.path,
      variant: one.variant,
      'bare µs': one.bareMicros.toFixed(0),
      'CPU over bare %': text(one.addedPercent),
      'over level 1 %': text(one.overLevel1Percent),
      'throughput ×': one.throughputRatio.toFixed(3),
    })),
  );
} finally {
  for (const { child } of servers) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
