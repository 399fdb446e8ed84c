// Loaded before the monitor: gives a test its hands on the monitor's worker, which has no hooks for tests.
import { createRequire, syncBuiltinESMExports } from 'node:module';

const threads = createRequire(import.meta.url)('node:worker_threads');
const spy = { kept: 0, onKept: () => {} };
const death = new BroadcastChannel('worker-death');
death.unref();

threads.Worker = class extends threads.Worker {
  constructor(entry, options) {
    super(entry, {
      ...options,
      execArgv: [...options.execArgv, `--import=${new URL('worker-death.mjs', import.meta.url)}`],
    });
  }

  on(event, listener) {
    if (event !== 'message') return super.on(event, listener);
    return super.on(event, (message) => {
      if (message.type === 'batch-kept') {
        spy.kept += 1;
        spy.onKept(spy.kept);
      }
      listener(message);
    });
  }
};
syncBuiltinESMExports();

/** Kills the process when the worker says for the n-th time that a batch is kept, before anybody hears of it. */
export function killAtKept(count) {
  spy.onKept = (kept) => {
    if (kept === count) process.kill(process.pid, 'SIGKILL');
  };
}

export function keptBatches() {
  return spy.kept;
}

/**
 * By an error that nothing catches, and not by `terminate()`: that may end the whole process while Node 20's SQLite
 * module, a native add-on, is in a call.
 */
export function killWorker() {
  death.postMessage('die');
}
