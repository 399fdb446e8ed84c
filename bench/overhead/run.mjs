// What monitoring costs per request: CPU on the app's thread and in all, throughput and p99, against the bare
// app and two peers. All servers run side by side and are loaded in turn, in short slices and changing order,
// so that the machine's drift hits all alike; only differences within one round are used.
//   node overhead/run.mjs [--rounds 60] [--requests 1000]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../load.mjs';
import { confidenceInterval, median, percentile } from '../statistics.mjs';

const VARIANTS = ['bare', 'level0', 'level1', 'prom-client', 'swagger-stats'];
const CONNECTIONS = 8;
const WARM_UP_REQUESTS = 5000;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '60' }, requests: { type: 'string', default: '1000' } },
});
const rounds = Number(values.rounds);
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

function shuffled(list) {
  return list
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function summarise(server, bare) {
  const added = (key) => server.slices.map((one, round) => one[key] - bare.slices[round][key]);
  const kept = (key) => median(server.slices.map((one, round) => one[key] / bare.slices[round][key]));
  return {
    variant: server.variant,
    addedMainThreadMicros: confidenceInterval(added('mainThread')),
    addedTotalMicros: confidenceInterval(added('total')),
    throughputRatio: kept('throughput'),
    p99Ratio: kept('p99'),
  };
}

const servers = [];
try {
  for (const variant of VARIANTS) servers.push(await startServer(variant));
  for (const server of servers) await slice(server, WARM_UP_REQUESTS);
  for (let round = 0; round < rounds; round += 1) {
    for (const server of shuffled(servers)) server.slices.push(await slice(server, requests));
    process.stderr.write(`\rround ${round + 1}/${rounds}`);
  }
  process.stderr.write('\n');
  const bare = servers[0];
  const results = servers.map((server) => summarise(server, bare));
  const report = {
    node: process.versions.node,
    rounds,
    requestsPerSlice: requests,
    bareMainThreadMicros: median(bare.slices.map(({ mainThread }) => mainThread)),
    results,
  };
  writeFileSync(new URL('../results/overhead.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  console.log(
    `Express 5 on Node ${report.node}: bare ${report.bareMainThreadMicros.toFixed(0)} µs of CPU per request; added per request, mean and 95 % interval of ${rounds} paired rounds`,
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
  for (const { child } of servers) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
