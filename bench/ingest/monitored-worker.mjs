// The package's own worker thread, fed as the app's thread feeds it: at most eight batches at once, the next when one is
// acknowledged.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Worker } from 'node:worker_threads';

const POSTED_AT_ONCE = 8;
const RETENTION = { requestDays: 60, minuteRollupDays: 60, quarterHourRollupDays: 90, maxDatabaseMegabytes: null };
const ENTRY = new URL('../../dist/worker/worker-main.js', import.meta.url);

export class MonitoredWorker {
  #worker;
  #acknowledged = () => {};

  constructor(location, instance) {
    const api = {
      username: null,
      password: null,
      colors: {},
      timezone: 'UTC',
      link: 'dashboard',
      packageVersion: '0',
      lockedReason: 'benchmark',
      loginToken: null,
      securityToken: null,
      retention: RETENTION,
    };
    this.#worker = new Worker(ENTRY, {
      workerData: {
        location,
        api,
        defaultLevel: 1,
        openTelemetry: null,
        instance: { id: instance, host: 'bench', pid: process.pid, version: '2.4.1', startedAt: Date.now() },
        exitMemory: new SharedArrayBuffer(4),
        temporaryFolder: tmpdir(),
      },
    });
    this.#worker.on('message', (message) => {
      if (message.type === 'batch-kept') this.#acknowledged();
      if (message.type === 'log' && message.level !== 'debug' && message.level !== 'info')
        console.error(message.message);
    });
  }

  /** Resolves when all are stored. */
  store(batches) {
    return new Promise((resolve) => {
      let posted = 0;
      let kept = 0;
      const post = () => {
        while (posted < batches.length && posted - kept < POSTED_AT_ONCE) {
          this.#worker.postMessage({ type: 'batch', batch: batches[posted] });
          posted += 1;
        }
      };
      this.#acknowledged = () => {
        kept += 1;
        if (kept === batches.length) resolve();
        else post();
      };
      post();
    });
  }

  async close() {
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage({ type: 'close' });
    await ended;
  }
}

/** Microseconds of CPU of this thread and of all others of the process: the worker's, and what helps it. */
export function cpuMicros() {
  const { user, system } = process.cpuUsage();
  const [nanos] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
  const own = Number(nanos) / 1000;
  return { own, others: user + system - own };
}
