// node exiting.mjs <engine folder> <exit|end>: a process whose worker samples it ends, and waits for the worker as the monitor does.
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const CLOSED = 0;

if (isMainThread) {
  const [folder, ending] = process.argv.slice(2);
  const cells = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { engine: pathToFileURL(folder).href, cells } });
  worker.unref();
  process.on('exit', () => {
    worker.postMessage('close');
    Atomics.wait(cells, CLOSED, 0, 2000);
    console.log(Atomics.load(cells, CLOSED) === 1 ? 'closed' : 'not closed');
  });
  worker.once('message', () => {
    worker.unref();
    if (ending === 'exit') setTimeout(() => process.exit(0), 200);
    if (ending === 'end') setTimeout(() => {}, 200);
  });
  worker.ref();
} else {
  const { ProfileMaker } = await import(`${workerData.engine}/profiler/worker/profile-maker.mjs`);
  const { systemClock } = await import(`${workerData.engine}/model/clock.mjs`);
  const maker = new ProfileMaker({ instance: 'a', version: '1', clock: systemClock, profiled() {} });
  maker.start(1);
  parentPort.on('message', () => {
    maker.stop();
    Atomics.store(workerData.cells, CLOSED, 1);
    Atomics.notify(workerData.cells, CLOSED);
  });
  setTimeout(() => parentPort.postMessage('started'), 300);
}
