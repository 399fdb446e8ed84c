// Loaded into the monitor's worker before its own code: lets `killWorker` of worker-spy.mjs end it.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const death = new BroadcastChannel('worker-death');
  death.unref();
  death.onmessage = () => {
    throw new Error('killed by the test');
  };
}
