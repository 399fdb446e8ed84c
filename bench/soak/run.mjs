// An app at level 3 under load for some minutes: its memory must stay flat, and reading the sampler out must not stop the app.
//   npm run bench -- soak [--minutes 10]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DashboardSession } from '../levels/dashboard-session.mjs';
import { load } from '../load.mjs';
import { median } from '../statistics.mjs';

const MAX_GROWTH_BYTES = 30_000_000;
const MAX_ROTATION_MILLIS = 5;
const REQUESTS_AT_ONCE = 300;
const SAMPLES = 40;
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const durationMillis = Number(values.minutes) * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'nmd-soak-'));
const credentials = { username: 'soak', password: 'a long sentence for it' };
const child = fork(new URL('../levels/server.mjs', import.meta.url), {
  env: {
    ...process.env,
    NMD_USERNAME: credentials.username,
    NMD_PASSWORD: credentials.password,
    NMD_MONITOR_LEVEL: '3',
    DATABASE: join(folder, 'nmd.db'),
    WATCH_ROTATIONS: 'yes',
  },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});

async function ask(action) {
  child.send({ action });
  return (await once(child, 'message'))[0];
}

/** The middle, what one in a hundred exceeds, and the longest. */
function spread(millis) {
  const sorted = millis.toSorted((left, right) => left - right);
  return { median: median(sorted), p99: sorted[Math.floor(sorted.length * 0.99)], longest: sorted.at(-1) };
}

try {
  const [{ port }] = await once(child, 'message');
  const session = await DashboardSession.start(port, credentials);
  const memory = [];
  const started = performance.now();
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    while (performance.now() - started < (durationMillis * sample) / SAMPLES) {
      await load({ port, path: '/awaits', connections: 8, amount: REQUESTS_AT_ONCE });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    memory.push((await ask('measure')).residentBytes);
  }
  // A young process fills its caches; the second quarter is the measure for the last.
  const [before, after] = [memory.slice(10, 20), memory.slice(30)].map(median);
  const { following, profiling, records } = await session.status();
  const growth = after - before;
  const rotations = await ask('rotations');
  const figures = {
    minutes: values.minutes,
    residentMegabytes: after / 1e6,
    growthMegabytes: growth / 1e6,
    rotations: rotations.length,
    // How long the app stood still, of which it waited for a core; and the rest.
    rotationMillis: spread(rotations.map(({ millis }) => millis)),
    waitedMillis: spread(rotations.map(({ waitedMillis }) => waitedMillis)),
    costMillis: spread(rotations.map(({ costMillis }) => costMillis)),
    dearest: rotations.toSorted((left, right) => right.costMillis - left.costMillis).slice(0, 5),
  };
  const report = JSON.stringify({ node: process.versions.node, ...figures, following, profiling, records }, null, 2);
  writeFileSync(new URL('../results/soak.json', import.meta.url), `${report}\n`);
  console.log(report);
  if (growth > MAX_GROWTH_BYTES) throw new Error(`memory grew by ${(growth / 1e6).toFixed(1)} MB`);
  if (profiling.longestRotationMillis > MAX_ROTATION_MILLIS) {
    throw new Error(`reading the sampler out stopped the app for ${profiling.longestRotationMillis.toFixed(1)} ms`);
  }
} finally {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
