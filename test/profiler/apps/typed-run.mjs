// node typed-run.mjs <engine folder> <module with a typedHandler>: prints the profile of one call of it.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const [folder, handler] = process.argv.slice(2);
const engine = pathToFileURL(folder).href;
const { createRequestProfiler } = await import(`${engine}/profiler/app/app-profiler.mjs`);
const { systemClock } = await import(`${engine}/model/clock.mjs`);
const { typedHandler } = await import(pathToFileURL(handler).href);

const worker = new Worker(new URL('./maker-worker.mjs', import.meta.url), {
  workerData: { engine, samplingPeriodMillis: 1 },
  execArgv: [],
});
await new Promise((resolve) => setTimeout(resolve, 1500));
const profiler = createRequestProfiler({
  clock: systemClock,
  post: (record, transferables) => worker.postMessage({ type: 'trace', record }, transferables),
});
const trace = profiler.start('profile');
const started = systemClock.monotonic();
await new Promise((resolve, reject) => trace.run(() => void typedHandler().then(resolve, reject)));
trace.finish({ endpoint: { method: 'GET', route: '/typed' }, durationMillis: systemClock.monotonic() - started });
await new Promise((resolve) => setTimeout(resolve, 200));
worker.on('message', ({ profiles }) => {
  console.log(JSON.stringify(profiles[0]));
  worker.postMessage({ type: 'stop' });
});
worker.postMessage({ type: 'flush' });
