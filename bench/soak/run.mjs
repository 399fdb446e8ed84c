// An app at level 3 under load for some minutes: its memory must stay flat, and reading the sampler out must not stop the app.
//   npm run bench -- soak [--minutes 10]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
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
  },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});

async function residentBytes() {
  child.send({ action: 'measure' });
  return (await once(child, 'message'))[0].residentBytes;
}

try {
  const [{ port }] = await once(child, 'message');
  const session = await DashboardSession.start(port, credentials);
  const memory = [];
  const rotations = [];
  const started = performance.now();
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    while (performance.now() - started < (durationMillis * sample) / SAMPLES) {
      await load({ port, path: '/awaits', connections: 8, amount: REQUESTS_AT_ONCE });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    memory.push(await residentBytes());
    rotations.push((await session.status()).profiling.rotationMillis);
  }
  // A young process fills its caches; the second quarter is the measure for the last.
  const [before, after] = [memory.slice(10, 20), memory.slice(30)].map(median);
  const { following, profiling, records } = await session.status();
  const growth = after - before;
  const figures = {
    minutes: values.minutes,
    residentMegabytes: after / 1e6,
    growthMegabytes: growth / 1e6,
    medianRotationMillis: median(rotations),
  };
  console.log(JSON.stringify({ ...figures, following, profiling, records }, null, 2));
  if (growth > MAX_GROWTH_BYTES) throw new Error(`memory grew by ${(growth / 1e6).toFixed(1)} MB`);
  if (profiling.longestRotationMillis > MAX_ROTATION_MILLIS) {
    throw new Error(`reading the sampler out stopped the app for ${profiling.longestRotationMillis.toFixed(1)} ms`);
  }
} finally {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
