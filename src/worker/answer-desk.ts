import type { AnswerRest, ApiResponse } from '../api/api-request.ts';
import type { Logger } from '../model/logger.ts';
import type { FromWorker } from '../transport/protocol.ts';

export interface AnswerDeskParts {
  send(message: FromWorker, transferables: readonly ArrayBuffer[]): void;
  readonly logger: Logger;
}

/**
 * The worker's side of answers. Their bytes move to the app's thread, which copies none of them; of a long one it is given
 * one chunk each time that it asks.
 */
export class AnswerDesk {
  readonly #parts: AnswerDeskParts;
  /** By id of the call. */
  readonly #open = new Map<number, AnswerRest>();

  constructor(parts: AnswerDeskParts) {
    this.#parts = parts;
  }

  answer(id: number, { rest, ...response }: ApiResponse): void {
    if (rest !== undefined) this.#open.set(id, rest);
    const message: FromWorker = { type: 'api-response', id, response, isBegun: rest !== undefined };
    this.#parts.send(message, memoryOf(response.body));
  }

  async pull(id: number): Promise<void> {
    const rest = this.#open.get(id);
    try {
      const chunk = rest === undefined ? null : await rest.next();
      if (chunk === null) this.#open.delete(id);
      // One that is not known was of a worker that is gone.
      this.#parts.send({ type: 'answer-chunk', id, chunk, isLost: rest === undefined }, memoryOf(chunk));
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

/** What is moved is gone here: memory that somebody shares, a small buffer's or an empty constant's, is copied instead. */
function memoryOf(bytes: Uint8Array | null): readonly ArrayBuffer[] {
  const isWhole = bytes !== null && bytes.byteLength > 0 && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? [bytes.buffer as ArrayBuffer] : [];
}
