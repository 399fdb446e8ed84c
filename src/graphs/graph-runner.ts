import type { Clock, EpochMillis } from '../model/clock.ts';
import type { GraphDescription, GraphResult, GraphValue } from '../model/graph.ts';
import { graphValues } from './graph-values.ts';
import type { Schedule } from './schedule.ts';

/** The wall clock may be set anew, and timers count at most 24 days. */
const LONGEST_SLEEP_MILLIS = 60_000;
const LONGEST_RUN_MILLIS = 30_000;
const LONGEST_MESSAGE = 300;

export interface GraphStore {
  /** Tells of a graph and when it is due first. */
  announce(graph: GraphDescription, nextAt: EpochMillis | null): void;
  /** True for one process of all that share the database; false when it cannot be asked. */
  claim(title: string, tick: EpochMillis, nextAt: EpochMillis | null): Promise<boolean>;
  store(result: GraphResult): void;
}

export interface GraphRunnerParts {
  readonly graph: GraphDescription;
  readonly schedule: Schedule;
  readonly answer: () => GraphValue | Promise<GraphValue>;
  readonly store: GraphStore;
  readonly clock: Clock;
}

/** Calls one graph's function when it is due, in one process of all. Nothing that the function does gets out of here. */
export class GraphRunner {
  readonly #parts: GraphRunnerParts;
  #due: EpochMillis | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(parts: GraphRunnerParts) {
    this.#parts = parts;
  }

  /** Not at once: a restarted app must not draw a point that no other day has. */
  start(): void {
    const { graph, schedule, store, clock } = this.#parts;
    this.#due = schedule.next(clock.now());
    store.announce(graph, this.#due);
    this.#sleep();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due = null;
  }

  #sleep(): void {
    if (this.#due === null) return;
    const wait = Math.min(LONGEST_SLEEP_MILLIS, Math.max(0, this.#due - this.#parts.clock.now()));
    this.#timer = setTimeout(() => this.#wake(), wait).unref();
  }

  #wake(): void {
    const tick = this.#due;
    const now = this.#parts.clock.now();
    if (tick !== null && now >= tick) {
      this.#due = this.#parts.schedule.next(now);
      void this.#run(tick, this.#due);
    }
    this.#sleep();
  }

  async #run(tick: EpochMillis, nextAt: EpochMillis | null): Promise<void> {
    const { graph, store } = this.#parts;
    if (!(await store.claim(graph.title, tick, nextAt))) return;
    if (this.#isRunning) return store.store(failed(graph.title, tick, 'the run before has not ended yet'));
    this.#isRunning = true;
    const answer = this.#call().finally(() => {
      this.#isRunning = false;
    });
    store.store(
      await Promise.race([answer, timeOut()]).then(
        (value) => ({ title: graph.title, tick, values: value, error: null }),
        (error: unknown) =>
          failed(graph.title, tick, error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
      ),
    );
  }

  async #call(): Promise<NonNullable<GraphResult['values']>> {
    return graphValues(await this.#parts.answer());
  }
}

function failed(title: string, tick: EpochMillis, message: string): GraphResult {
  return { title, tick, values: null, error: message.slice(0, LONGEST_MESSAGE) };
}

function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    const message = `the function has not answered within ${LONGEST_RUN_MILLIS / 1000} s`;
    setTimeout(() => reject(new Error(message)), LONGEST_RUN_MILLIS).unref();
  });
}
