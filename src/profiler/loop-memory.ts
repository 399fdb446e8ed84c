/** Room for the stack of a blocked event loop; beyond it the outermost frames are left out. */
const STACK_BYTES = 16 * 1024;
const CELLS = 8;
const CELL_BYTES = CELLS * Int32Array.BYTES_PER_ELEMENT;
const CELL = { isWatched: 0, isInspected: 1, beat: 2, dueInMillis: 3, stackBeat: 4, stackLength: 5 };

/** A place in the running code, before source maps. */
export interface BlockedFrame {
  readonly file: string;
  /** Null where only the function is known. */
  readonly line: number | null;
  readonly function: string;
  readonly column?: number;
}

/** What ran when the event loop had been blocked for a while, innermost frame first. */
export interface BlockedStack {
  readonly frames: readonly BlockedFrame[];
  /** By the clock that all threads share, see `sharedMillis`. */
  readonly takenAt: number;
}

export function createLoopMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(CELL_BYTES + STACK_BYTES);
}

/**
 * What the app's thread and the worker tell each other while the first cannot take messages: that its event loop
 * turns, and in return the stack in which it does not. A stack is written before the beat that it belongs to is set, and
 * read only when that is the latest beat, so never both at once.
 */
export class LoopMemory {
  readonly #cells: Int32Array<SharedArrayBuffer>;
  readonly #stack: Uint8Array<SharedArrayBuffer>;

  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory, 0, CELLS);
    this.#stack = new Uint8Array(memory, CELL_BYTES);
  }

  get beat(): number {
    return Atomics.load(this.#cells, CELL.beat);
  }

  get isWatched(): boolean {
    return Atomics.load(this.#cells, CELL.isWatched) === 1;
  }

  /** Whether a debugger may be attached, whose user must not see what we do. */
  get isInspected(): boolean {
    return Atomics.load(this.#cells, CELL.isInspected) === 1;
  }

  /** From the beat on, when the first request would have lasted too long. */
  get dueInMillis(): number {
    return Atomics.load(this.#cells, CELL.dueInMillis);
  }

  /** App's thread: the loop turns. */
  setBeat(dueInMillis: number, isInspected: boolean): void {
    Atomics.store(this.#cells, CELL.dueInMillis, dueInMillis);
    Atomics.store(this.#cells, CELL.isInspected, isInspected ? 1 : 0);
    Atomics.add(this.#cells, CELL.beat, 1);
    if (Atomics.exchange(this.#cells, CELL.isWatched, 1) === 0) Atomics.notify(this.#cells, CELL.isWatched);
  }

  /** App's thread: nobody cares any more whether the loop turns. */
  rest(): void {
    Atomics.store(this.#cells, CELL.isWatched, 0);
  }

  /** Worker: resolves when there is something to watch. */
  async watched(): Promise<void> {
    const { async: isWaiting, value } = Atomics.waitAsync(this.#cells, CELL.isWatched, 0);
    if (isWaiting) await value;
  }

  /** Worker: ends `watched`, whatever the app's thread does. */
  wake(): void {
    Atomics.notify(this.#cells, CELL.isWatched);
  }

  /** Worker, while the app's thread does not beat. */
  putStack(beat: number, stack: BlockedStack): void {
    const bytes = encoded(stack);
    this.#stack.set(bytes);
    Atomics.store(this.#cells, CELL.stackLength, bytes.length);
    Atomics.store(this.#cells, CELL.stackBeat, beat);
  }

  /** App's thread: the stack in which the loop was blocked since the last beat, once; null when nobody looked. */
  takeStack(): BlockedStack | null {
    if (Atomics.load(this.#cells, CELL.stackBeat) !== this.beat) return null;
    const length = Atomics.exchange(this.#cells, CELL.stackLength, 0);
    if (length === 0) return null;
    return JSON.parse(Buffer.from(this.#stack.slice(0, length)).toString()) as BlockedStack;
  }
}

/** Each thread's own monotonic clock has another zero. */
export function sharedMillis(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function encoded({ frames, takenAt }: BlockedStack): Buffer {
  let bytes = Buffer.alloc(0);
  for (let count = frames.length; count > 0; count = Math.floor(count / 2)) {
    bytes = Buffer.from(JSON.stringify({ takenAt, frames: frames.slice(0, count) }));
    if (bytes.length <= STACK_BYTES) return bytes;
  }
  return bytes.subarray(0, 0);
}
