import type { AnswerRest, ApiResponse } from './api-request.ts';
import { ApiProblem } from './problem.ts';

/** All of them share the worker with what is recorded, which comes first. */
const MAX_OPEN = 4;
/** Whoever has taken nothing for so long will not come back. */
const IDLE_MILLIS = 120_000;
const EMPTY = new Uint8Array();

/** Answers that are too long for memory: made chunk by chunk, each when somebody takes it. */
export class AnswerStreams {
  #open = 0;

  /**
   * Waits for the first chunk, so that what cannot be read at all is answered as a problem.
   * @throws ApiProblem 429 while too many are open.
   */
  async begin(chunks: AsyncGenerator<Uint8Array, void>): Promise<Pick<ApiResponse, 'body' | 'rest'>> {
    if (this.#open >= MAX_OPEN)
      throw new ApiProblem(429, 'too-many-exports', `${MAX_OPEN} exports are under way; wait for one to end.`, {
        headers: { 'retry-after': '10' },
      });
    this.#open += 1;
    const rest = new AnswerStream(chunks, () => {
      this.#open -= 1;
    });
    const body = await rest.next();
    return body === null ? { body: EMPTY } : { body, rest };
  }
}

class AnswerStream implements AnswerRest {
  readonly #chunks: AsyncGenerator<Uint8Array, void>;
  readonly #ended: () => void;
  #isOpen = true;
  #idle: NodeJS.Timeout | undefined;

  constructor(chunks: AsyncGenerator<Uint8Array, void>, ended: () => void) {
    this.#chunks = chunks;
    this.#ended = ended;
  }

  async next(): Promise<Uint8Array | null> {
    if (!this.#isOpen) throw new Error('nobody has taken anything of this answer for too long');
    clearTimeout(this.#idle);
    try {
      const { done, value } = await this.#chunks.next();
      if (done !== true) {
        if (this.#isOpen) this.#idle = setTimeout(() => this.leave(), IDLE_MILLIS).unref();
        return value;
      }
    } catch (error) {
      this.#end();
      throw error;
    }
    this.#end();
    return null;
  }

  leave(): void {
    this.#end();
    this.#chunks.return().catch(() => {});
  }

  #end(): void {
    clearTimeout(this.#idle);
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#ended();
  }
}
