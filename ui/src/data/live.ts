import { useSyncExternalStore } from 'react';
import { LIVE_EVENT_NAME } from './live-event.ts';
import { API_ROOT } from './mount.ts';

export type LiveState = 'connecting' | 'live' | 'polling' | 'paused';

const POLL_MILLIS = 5000;
const FAILURES_BEFORE_POLLING = 3;
/** A page asks again at most this often, … */
const MIN_ROUND_MILLIS = 1000;
/** … and spends at most this part of the time asking, however slow the server is. */
const ROUND_SHARE = 0.25;

/** Tells when there is new data: by server-sent events, or by the clock where those do not come through. */
class LiveFeed {
  #state: LiveState = 'connecting';
  #source: EventSource | null = null;
  #pollTimer: number | undefined;
  #roundTimer: number | undefined;
  #failures = 0;
  #busyUntil = 0;
  #refetch: () => Promise<unknown> = () => Promise.resolve();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): LiveState => this.#state;

  /** Answers how to stop. */
  start(refetch: () => Promise<unknown>): () => void {
    this.#refetch = refetch;
    const shown = (): void => this.#changed();
    document.addEventListener('visibilitychange', shown);
    if (this.#state !== 'paused') this.#connect();
    return () => {
      document.removeEventListener('visibilitychange', shown);
      this.#disconnect();
      if (this.#state !== 'paused') this.#become('connecting');
    };
  }

  pause(): void {
    this.#disconnect();
    this.#become('paused');
  }

  resume(): void {
    this.#connect();
    this.#changed();
  }

  #connect(): void {
    this.#disconnect();
    this.#become('connecting');
    const source = new EventSource(new URL('events', API_ROOT));
    source.addEventListener('open', () => this.#opened());
    source.addEventListener('error', () => this.#failed());
    source.addEventListener(LIVE_EVENT_NAME, () => this.#changed());
    this.#source = source;
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = null;
    window.clearInterval(this.#pollTimer);
    window.clearTimeout(this.#roundTimer);
    this.#roundTimer = undefined;
  }

  #opened(): void {
    this.#failures = 0;
    this.#become('live');
  }

  #failed(): void {
    this.#failures += 1;
    const refused = this.#source?.readyState === EventSource.CLOSED;
    if (!refused && this.#failures < FAILURES_BEFORE_POLLING) {
      this.#become('connecting');
      return;
    }
    this.#disconnect();
    this.#become('polling');
    this.#pollTimer = window.setInterval(() => this.#changed(), POLL_MILLIS);
  }

  /** Changes during a round or while the page is hidden are answered by one round afterwards. */
  #changed(): void {
    if (this.#state === 'paused' || document.hidden || this.#roundTimer !== undefined) return;
    this.#roundTimer = window.setTimeout(() => void this.#round(), Math.max(0, this.#busyUntil - performance.now()));
  }

  async #round(): Promise<void> {
    const start = performance.now();
    this.#busyUntil = Number.POSITIVE_INFINITY;
    await this.#refetch().catch(() => undefined);
    const spent = performance.now() - start;
    this.#busyUntil = start + Math.max(MIN_ROUND_MILLIS, spent / ROUND_SHARE);
    this.#roundTimer = undefined;
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const liveFeed: LiveFeed = new LiveFeed();

export function useLiveState(): LiveState {
  return useSyncExternalStore(liveFeed.subscribe, liveFeed.getState);
}
