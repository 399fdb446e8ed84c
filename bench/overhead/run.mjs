// What monitoring costs per request: CPU on the app's thread and in all, throughput and p99, against the bare
// app and two peers. All servers run side by side and are loaded in turn, in short slices and changing order,
// so that the machine's drift hits all alike; only differences within one round are used.
//   node overhead/run.mjs [--generations 6] [--requests 2000]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../load.mjs';
import { confidenceInterval, median, percentile, shuffled } from '../statistics.mjs';

// `null` is a second bare server: its row shows the noise.
const VARIANTS = ['bare', 'null', 'level0', 'level1', 'prom-client', 'swagger-stats'];
const CONNECTIONS = 8;
// Fewer would charge whoever has more code to load with the collections and compilations of a young process.
const WARM_UP_REQUESTS = 30_000;
const ROUNDS = 6;

const { values } = parseArgs({
  options: { generations: { type: 'string', default: '6' }, requests: { type: 'string', default: '2000' } },
});
const generations = Number(values.generations);
const requests = Number(values.requests);
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));

async function startServer(variant) {
  const child = fork(new URL('./server.mjs', import.meta.url), {
    env: { ...process.env, VARIANT: variant, DATABASE: join(folder, `${variant}.db`), NODE_ENV: 'development' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = await once(child, 'message');
  return { variant, child, port, slices: [] };
}

async function cpuOf(server) {
  server.child.send('cpu');
  return (await once(server.child, 'message'))[0];
}

async function slice(server, amount) {
  const before = await cpuOf(server);
  const { seconds, latencies } = await load({ port: server.port, path: '/items/7', connections: CONNECTIONS, amount });
  const after = await cpuOf(server);
  return {
    mainThread: (after.mainThread - before.mainThread) / amount,
    total: (after.total - before.total) / amount,
    throughput: amount / seconds,
    p99: percentile(latencies, 0.99),
  };
}

function summarise(variant, own, bare) {
  const added = (key) => own.map((one, index) => one[key] - bare[index][key]);
  const kept = (key) => median(own.map((one, index) => one[key] / bare[index][key]));
  return {
    variant,
    addedMainThreadMicros: confidenceInterval(added('mainThread')),
    addedTotalMicros: confidenceInterval(added('total')),
    throughputRatio: kept('throughput'),
    p99Ratio: kept('p99'),
  };
}

/** Starts every server anew and measures it: where a process happens to lay out its memory and code is worth microseconds. */
async function generation(slices) {
  const servers = [];
  try {
    for (const variant of VARIANTS) servers.push(await startServer(variant));
    for (const server of servers) await slice(server, WARM_UP_REQUESTS);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const server of shuffled(servers)) server.slices.push(await slice(server, requests));
    }
    for (const { variant, slices: own } of servers) slices[variant].push(meanOf(own));
  } finally {
    for (const { child } of servers) child.kill('SIGKILL');
  }
}

function meanOf(slices) {
  const keys = Object.keys(slices[0]);
  return Object.fromEntries(keys.map((key) => [key, median(slices.map((one) => one[key]))]));
}

const slices = Object.fromEntries(VARIANTS.map((variant) => [variant, []]));
try {
  for (let index = 0; index < generations; index += 1) {
    await generation(slices);
    process.stderr.write(`\rgeneration ${index + 1}/${generations}`);
  }
  process.stderr.write('\n');
  const results = VARIANTS.map((variant) => summarise(variant, slices[variant], slices.bare));
  const report = {
    node: process.versions.node,
    generations,
    roundsPerGeneration: ROUNDS,
    requestsPerRound: requests,
    bareMainThreadMicros: median(slices.bare.map(({ mainThread }) => mainThread)),
    results,
  };
  writeFileSync(new URL('../results/overhead.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  console.log(
    `Express 5 on Node ${report.node}: bare ${report.bareMainThreadMicros.toFixed(0)} µs of CPU per request; added per request, mean and 95 % interval of ${generations} paired generations`,
  );
  console.table(
    results.map(({ variant, addedMainThreadMicros: main, addedTotalMicros: total, throughputRatio, p99Ratio }) => ({
      variant,
      'app thread µs': `${main.mean.toFixed(1)} [${main.low.toFixed(1)}, ${main.high.toFixed(1)}]`,
      'whole process µs': `${total.mean.toFixed(1)} [${total.low.toFixed(1)}, ${total.high.toFixed(1)}]`,
      'throughput ×': throughputRatio.toFixed(3),
      'p99 ×': p99Ratio.toFixed(2),
    })),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
