import { tooManyLogins } from './login-limits.ts';

const MAX_WAITING = 30;

/**
 * One sign-in at a time. Each costs 32 MB and a core, so a flood of them must not stall the worker; and a
 * limit that is checked before and counted after holds only when attempts do not overlap.
 */
export class LoginQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @throws ApiProblem 429 when the queue is full. */
  async run<Result>(login: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= MAX_WAITING) throw tooManyLogins(5);
    this.#waiting += 1;
    const result = this.#last.then(login, login);
    this.#last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#waiting -= 1;
    }
  }
}
