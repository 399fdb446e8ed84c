import type { EpochMillis } from './clock.ts';

/** How the app's process fared for a while: what Node says of its event loop, its collections and its memory. */
export interface RuntimeSample {
  /** End of the time that it tells of. */
  readonly time: EpochMillis;
  /** Length of that time, milliseconds, as all times here. */
  readonly elapsedMillis: number;
  /** Of the elapsed time, in which the event loop was not waiting for something to do. */
  readonly loopActiveMillis: number;
  /** How late timers fired on the app's thread. */
  readonly loopDelay: { readonly p50Millis: number; readonly p99Millis: number; readonly maxMillis: number };
  /** Of all threads of the process, the monitor's own included: may exceed the elapsed time. */
  readonly cpuMillis: number;
  /** Garbage collections on the app's thread. */
  readonly collections: { readonly count: number; readonly totalMillis: number; readonly maxMillis: number };
  readonly memory: {
    readonly residentBytes: number;
    readonly heapUsedBytes: number;
    readonly heapTotalBytes: number;
    readonly externalBytes: number;
  };
}

/** Samples of one instance that lie in one time bucket, as one. */
export interface RuntimeRow extends RuntimeSample {
  /** Id of the instance. */
  readonly instance: string;
}
