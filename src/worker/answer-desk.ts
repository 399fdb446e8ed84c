import type { AnswerRest } from '../api/api-request.ts';
import type { Logger } from '../model/logger.ts';
import type { FromWorker } from '../transport/protocol.ts';

export interface AnswerDeskParts {
  send(message: FromWorker, transferables: readonly ArrayBuffer[]): void;
  readonly logger: Logger;
}

/** The worker's side of long answers: gives out one chunk each time that the app's thread asks for it. */
export class AnswerDesk {
  readonly #parts: AnswerDeskParts;
  /** By id of the call. */
  readonly #open = new Map<number, AnswerRest>();

  constructor(parts: AnswerDeskParts) {
    this.#parts = parts;
  }

  keep(id: number, rest: AnswerRest): void {
    this.#open.set(id, rest);
  }

  async pull(id: number): Promise<void> {
    const rest = this.#open.get(id);
    try {
      const chunk = rest === undefined ? null : await rest.next();
      if (chunk === null) this.#open.delete(id);
      const transferables = chunk === null ? [] : [chunk.buffer as ArrayBuffer];
      // One that is not known was of a worker that is gone.
      this.#parts.send({ type: 'answer-chunk', id, chunk, isLost: rest === undefined }, transferables);
    } catch (error) {
      this.#open.delete(id);
      this.#parts.logger.warn(`an answer of the dashboard's API ended early: ${String(error)}`);
      this.#parts.send({ type: 'answer-chunk', id, chunk: null, isLost: true }, []);
    }
  }

  leave(id: number): void {
    this.#open.get(id)?.leave();
    this.#open.delete(id);
  }

  leaveAll(): void {
    for (const id of [...this.#open.keys()]) this.leave(id);
  }
}
