import { setTimeout as wait } from 'node:timers/promises';
import type {
  RequestInFlight,
  RequestObservation,
  RequestObserver,
  RequestOutcome,
} from '../../../src/adapters/framework-adapter.ts';

export interface RecordedOutcome extends RequestOutcome {
  /** As the observer was told at the start. */
  readonly path: string;
  readonly startMethod: string;
  readonly durationMillis: number;
  /** Endpoint as people read it. */
  readonly name: string;
}

/** Keeps what an adapter reports, in the order in which requests ended. */
export class RecordingObserver implements RequestObserver<unknown> {
  readonly outcomes: RecordedOutcome[] = [];
  readonly started: string[] = [];
  /** Thrown by the next calls, to see that the app does not notice. */
  failure: Error | null = null;
  excludedPath: string | null = null;
  /** How requests are followed; null: they are not. */
  follow: ((request: RequestInFlight, handle: () => void) => void) | null = null;

  reset(): void {
    this.outcomes.length = 0;
    this.started.length = 0;
    this.failure = null;
    this.excludedPath = null;
    this.follow = null;
  }

  requestStarted(_request: unknown, path: string, startMethod: string): RequestObservation | null {
    this.started.push(path);
    if (this.failure !== null) throw this.failure;
    if (path === this.excludedPath) return null;
    const startedAt = performance.now();
    return {
      ...(this.follow === null ? {} : { follow: this.follow }),
      finished: (outcome) => {
        const { method, route } = outcome.endpoint;
        const name = method === '*' ? route : `${method} ${route}`;
        this.outcomes.push({
          ...outcome,
          path,
          startMethod,
          name,
          durationMillis: performance.now() - startedAt,
        });
        if (this.failure !== null) throw this.failure;
      },
    };
  }

  /** The outcomes once there are `count`; a while longer is waited so that one too many is seen as well. */
  async settled(count: number): Promise<readonly RecordedOutcome[]> {
    const deadline = performance.now() + 3000;
    while (this.outcomes.length < count && performance.now() < deadline) await wait(5);
    await wait(30);
    if (this.outcomes.length !== count) {
      const names = this.outcomes.map(({ name, statusCode }) => `${name} ${statusCode}`);
      throw new Error(`expected ${count} outcomes, got ${names.length}: ${names.join(', ')}`);
    }
    return [...this.outcomes];
  }
}
