/**
 * Lets the app's thread wait for the worker without its event loop. Needed once: while the process
 * exits, when no callback will run any more. Then it waits until the worker has stored what it was
 * sent and closed the database, also because a thread that is torn down inside a native driver may
 * take the process with it.
 */
export interface ExitBarrier {
  readonly memory: SharedArrayBuffer;
}

const CLOSED = 0;

export function createExitBarrier(): ExitBarrier {
  return { memory: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

/** Worker: everything is stored or given up, and the database is closed. */
export function announceClosed(barrier: ExitBarrier): void {
  const cells = new Int32Array(barrier.memory);
  Atomics.store(cells, CLOSED, 1);
  Atomics.notify(cells, CLOSED);
}

/** App's thread: blocks until the worker has closed. False when `timeoutMillis` passed first. */
export function waitUntilClosed(barrier: ExitBarrier, timeoutMillis: number): boolean {
  const cells = new Int32Array(barrier.memory);
  return Atomics.wait(cells, CLOSED, 0, timeoutMillis) !== 'timed-out';
}
