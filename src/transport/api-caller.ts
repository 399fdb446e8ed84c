import type { ApiRequest, ApiResponse } from '../api/api-request.ts';
import type { CollectorStatus } from '../model/status.ts';
import { AnswerPuller } from './answer-puller.ts';
import type { ToWorker } from './protocol.ts';

/** Longer than any bounded query; then the browser gets an answer and the worker's is ignored. */
const ANSWER_TIMEOUT_MILLIS = 60_000;
/** Calls that may wait for the worker at once. */
const MAX_WAITING = 200;

export interface ApiCallerParts {
  send(message: ToWorker): boolean;
  collectorStatus(): CollectorStatus;
}

interface Waiting {
  readonly settle: (response: ApiResponse | null) => void;
  readonly timer: NodeJS.Timeout;
}

/** Asks the worker and matches its answers. Answers null when there is none to be had now. */
export class ApiCaller {
  readonly #parts: ApiCallerParts;
  readonly #waiting = new Map<number, Waiting>();
  readonly answers: AnswerPuller;
  #nextId = 1;

  constructor(parts: ApiCallerParts) {
    this.#parts = parts;
    this.answers = new AnswerPuller(parts.send);
  }

  call(request: ApiRequest): Promise<ApiResponse | null> {
    if (this.#waiting.size >= MAX_WAITING) return Promise.resolve(null);
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, null), ANSWER_TIMEOUT_MILLIS);
      timer.unref();
      this.#waiting.set(id, { settle: resolve, timer });
      const sent = this.#parts.send({ type: 'api-request', id, request, collector: this.#parts.collectorStatus() });
      if (!sent) this.#settle(id, null);
    });
  }

  /** `isBegun`: the worker waits to be asked for the rest. */
  answered(id: number, response: ApiResponse, isBegun: boolean): void {
    const isWanted = this.#settle(id, isBegun ? { ...response, rest: this.answers.open(id) } : response);
    if (isBegun && !isWanted) this.answers.leave(id);
  }

  /** The worker is gone: nobody will answer what was asked. */
  abandonAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
    this.answers.abandonAll();
  }

  /** False when nobody waits for it any more. */
  #settle(id: number, response: ApiResponse | null): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(response);
    return true;
  }
}
