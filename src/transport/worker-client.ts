import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../model/clock.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { workerEntryUrl } from './worker-entry-url.ts';

const FIRST_RESTART_MILLIS = 500;
const LAST_RESTART_MILLIS = 30_000;
/** A worker that lived this long was healthy: the next failure starts the back-off anew. */
const HEALTHY_AFTER_MILLIS = 60_000;
/** A leak in the worker must end the worker, not the app. */
const WORKER_HEAP_MEGABYTES = 512;

export interface WorkerEvents {
  message(message: FromWorker): void;
  /** A fresh worker runs: whatever was not acknowledged has to be sent again. */
  started(): void;
  failed(reason: string): void;
}

/**
 * The app thread's end of the worker: starts it, restarts it with back-off, never keeps the process
 * alive and never throws. Settings must be cloneable.
 */
export class WorkerClient {
  readonly #settings: unknown;
  readonly #events: WorkerEvents;
  readonly #clock: Clock;
  #worker: Worker | null = null;
  #startedAt = 0;
  #failures = 0;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(settings: unknown, events: WorkerEvents, clock: Clock) {
    this.#settings = settings;
    this.#events = events;
    this.#clock = clock;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  start(): void {
    if (this.#closed) return;
    try {
      this.#spawn();
    } catch (error) {
      this.#workerGone(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#events.started();
  }

  /** False when there is no worker at the moment. */
  send(message: ToWorker, transferables: readonly ArrayBuffer[] = []): boolean {
    if (this.#worker === null) return false;
    // From now on its end is wanted.
    if (message.type === 'close') this.#closed = true;
    this.#worker.postMessage(message, transferables);
    return true;
  }

  /**
   * Ends the worker for good. It has been told to close and goes by itself; only one that hangs is
   * terminated, because that may happen inside a native driver and take the process with it.
   */
  async stop(timeoutMillis: number): Promise<void> {
    this.#closed = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    const hanging = setTimeout(() => void worker.terminate(), timeoutMillis);
    worker.ref();
    await once(worker, 'exit');
    clearTimeout(hanging);
  }

  #spawn(): void {
    // No execArgv and no NODE_OPTIONS: flags such as `--import` would load the app's preloads (and this
    // very monitor) into the worker as well.
    const worker = new Worker(workerEntryUrl, {
      workerData: this.#settings,
      name: 'monitoring-dashboard',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { TZ: 'UTC' },
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MEGABYTES },
    });
    worker.on('message', (message: FromWorker) => this.#events.message(message));
    let reason: string | null = null;
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#workerGone(reason ?? `exit code ${code}`);
    });
    // Last, because a `message` listener makes the worker keep the process alive again.
    worker.unref();
    this.#worker = worker;
    this.#startedAt = this.#clock.monotonic();
  }

  #workerGone(reason: string): void {
    this.#worker = null;
    if (this.#closed) return;
    const lived = this.#clock.monotonic() - this.#startedAt;
    this.#failures = lived >= HEALTHY_AFTER_MILLIS ? 1 : this.#failures + 1;
    const delay = Math.min(LAST_RESTART_MILLIS, FIRST_RESTART_MILLIS * 2 ** (this.#failures - 1));
    this.#events.failed(reason);
    this.#restartTimer = setTimeout(() => {
      this.#restarts += 1;
      this.start();
    }, delay);
    this.#restartTimer.unref();
  }
}
