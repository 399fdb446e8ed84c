import type { EpochMillis } from '../model/clock.ts';
import type { GraphDescription, GraphResult } from '../model/graph.ts';
import type { ToWorker } from './protocol.ts';

/** By then the time has passed for which somebody asked. */
const CLAIM_TIMEOUT_MILLIS = 10_000;

interface Waiting {
  readonly settle: (isClaimed: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** The app's side of what the database knows of custom graphs. */
export class GraphDesk {
  readonly #send: (message: ToWorker) => boolean;
  readonly #graphs = new Map<string, Extract<ToWorker, { type: 'graph' }>>();
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(send: (message: ToWorker) => boolean) {
    this.#send = send;
  }

  announce(graph: GraphDescription, nextAt: EpochMillis | null): void {
    const message = { type: 'graph', graph, nextAt } as const;
    this.#graphs.set(graph.title, message);
    this.#send(message);
  }

  /** False too when nobody can say: then nothing could be kept either. */
  claim(title: string, tick: EpochMillis, nextAt: EpochMillis | null): Promise<boolean> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.claimed(id, false), CLAIM_TIMEOUT_MILLIS).unref();
      this.#waiting.set(id, { settle: resolve, timer });
      if (!this.#send({ type: 'graph-claim', id, title, tick, nextAt })) this.claimed(id, false);
    });
  }

  /** One that finds no worker is missing on the graph. */
  store(result: GraphResult): void {
    this.#send({ type: 'graph-result', result });
  }

  claimed(id: number, isClaimed: boolean): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(isClaimed);
  }

  /** A fresh one knows of no graph. */
  workerStarted(): void {
    for (const message of this.#graphs.values()) this.#send(message);
  }

  /** The worker is gone: nobody will answer what was asked. */
  abandonAll(): void {
    for (const id of [...this.#waiting.keys()]) this.claimed(id, false);
  }
}
