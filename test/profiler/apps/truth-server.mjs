// node truth-server.mjs <engine folder> <sampling period> [traces at once]
// Serves the programs over HTTP, each request traced, and answers /collect with their profiles and what they know to be true.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { programs } from './programs.mjs';
import { Truth } from './truth.mjs';

const [folder, samplingPeriod, tracesAtOnce = '100'] = process.argv.slice(2);
const engine = pathToFileURL(folder).href;
const { createRequestProfiler } = await import(`${engine}/profiler/app/app-profiler.mjs`);
const { systemClock } = await import(`${engine}/model/clock.mjs`);

const samplingPeriodMillis = samplingPeriod === 'none' ? null : Number(samplingPeriod);
const worker = new Worker(new URL('./maker-worker.mjs', import.meta.url), {
  workerData: { engine, samplingPeriodMillis },
});
worker.unref();
const shares = { cpuShare: 10, busyCpuShare: 10, busyDutyShare: 1e6 };
const limits = { ...shares, tracesPerSecond: 1e6, tracesAtOnce: Number(tracesAtOnce) };
const profiler = createRequestProfiler({
  clock: systemClock,
  limits: { awaits: limits, profile: limits },
  post: (record, transferables) => worker.postMessage({ type: 'trace', record }, transferables),
});
const truths = new Map();
/** The trace of the latest request that never ends. */
let stuckTrace = null;

function serve(request, response) {
  const name = request.url.slice(1);
  const started = systemClock.monotonic();
  const holder = profiler.requestEntered();
  const trace = profiler.start('profile');
  if (name === 'stuck') stuckTrace = trace;
  const truth = new Truth();
  response.on('close', () => {
    const endpoint = { method: request.method, route: `/${name}` };
    if (holder !== null) holder.endpoint = endpoint;
    if (trace === null) return;
    truths.set(trace.trace, { program: name, spent: truth.spent });
    trace.finish({ endpoint, durationMillis: systemClock.monotonic() - started });
  });
  const handle = () => programs[name](truth, { request, response });
  if (trace === null) handle();
  else trace.run(handle);
}

function ask(message, type) {
  return new Promise((resolve) => {
    const take = (answer) => {
      if (answer.type !== type) return;
      worker.off('message', take);
      worker.unref();
      resolve(answer);
    };
    worker.on('message', take);
    worker.postMessage(message);
  });
}

async function collect(response) {
  // The last traces wait for the loop's next turns, and some for the names of those who held the loop.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { profiles, status } = await ask({ type: 'flush' }, 'profiles');
  const runs = profiles.map((profile) => ({ profile, ...truths.get(profile.trace) }));
  truths.clear();
  response.end(JSON.stringify({ runs, status, app: profiler.status }));
}

async function pending(response) {
  const stacks = stuckTrace?.pendingStacks() ?? [];
  const resolved = await ask({ type: 'resolve', stacks }, 'resolved');
  response.end(JSON.stringify(resolved.stacks));
}

const server = createServer((request, response) => {
  if (request.url === '/collect') void collect(response);
  else if (request.url === '/pending') void pending(response);
  else if (request.url === '/status') response.end(JSON.stringify(profiler.status));
  else serve(request, response);
});
// A client that reuses a connection must not meet its end.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
