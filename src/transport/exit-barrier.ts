/**
 * Lets the app's thread wait, without its event loop, until the worker has stored a batch. Needed
 * once: while the process exits, when no callback will run any more.
 */
export interface ExitBarrier {
  readonly memory: SharedArrayBuffer;
}

export function createExitBarrier(): ExitBarrier {
  return { memory: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

/** Worker: everything up to this sequence is stored or given up. */
export function announceStored(barrier: ExitBarrier, sequence: number): void {
  const cell = new Int32Array(barrier.memory);
  if (sequence <= Atomics.load(cell, 0)) return;
  Atomics.store(cell, 0, sequence);
  Atomics.notify(cell, 0);
}

/** App's thread: blocks until `sequence` is announced. False when `timeoutMillis` passed first. */
export function waitUntilStored(barrier: ExitBarrier, sequence: number, timeoutMillis: number): boolean {
  const cell = new Int32Array(barrier.memory);
  let left = timeoutMillis;
  const slice = 50;
  for (;;) {
    const stored = Atomics.load(cell, 0);
    if (stored >= sequence) return true;
    if (left <= 0) return false;
    if (Atomics.wait(cell, 0, stored, Math.min(slice, left)) === 'timed-out') left -= slice;
  }
}
