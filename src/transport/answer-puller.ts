import type { AnswerRest } from '../api/api-request.ts';
import type { ToWorker } from './protocol.ts';

/** Longer than any chunk takes to be made. */
const CHUNK_TIMEOUT_MILLIS = 60_000;

interface Waiting {
  readonly resolve: (chunk: Uint8Array | null) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The app's side of long answers: asks for the next chunk only when the last has been passed on. */
export class AnswerPuller {
  readonly #send: (message: ToWorker) => boolean;
  /** By id of the call; each waits for one chunk at most. */
  readonly #waiting = new Map<number, Waiting>();

  constructor(send: (message: ToWorker) => boolean) {
    this.#send = send;
  }

  open(id: number): AnswerRest {
    return { next: () => this.#pull(id), leave: () => this.leave(id) };
  }

  arrived(id: number, chunk: Uint8Array | null, isLost: boolean): void {
    const waiting = this.#take(id);
    if (isLost) waiting?.reject(new Error('the rest of the answer is lost'));
    else waiting?.resolve(chunk);
  }

  leave(id: number): void {
    this.#take(id)?.resolve(null);
    this.#send({ type: 'answer-leave', id });
  }

  /** The worker is gone, and what it had begun with it. */
  abandonAll(): void {
    for (const id of [...this.#waiting.keys()]) this.arrived(id, null, true);
  }

  #pull(id: number): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.arrived(id, null, true), CHUNK_TIMEOUT_MILLIS).unref();
      this.#waiting.set(id, { resolve, reject, timer });
      if (!this.#send({ type: 'answer-pull', id })) this.arrived(id, null, true);
    });
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
