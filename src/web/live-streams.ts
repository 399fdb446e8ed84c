import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Browsers keep one stream per tab; more than this is not a person. */
const MAX_STREAMS = 100;
/** Shorter than the idle time-outs of common proxies. */
const HEARTBEAT_MILLIS = 20_000;
const LIVE_EVENT = 'change';

/** Server-sent events to the open dashboards of this process. */
export class LiveStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #wantedChanged: (wanted: boolean) => void;
  #heartbeat: NodeJS.Timeout | null = null;

  constructor(wantedChanged: (wanted: boolean) => void) {
    this.#wantedChanged = wantedChanged;
  }

  get hasRoom(): boolean {
    return this.#open.size < MAX_STREAMS;
  }

  get isWanted(): boolean {
    return this.#open.size > 0;
  }

  add(response: ServerResponse): void {
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Asks nginx not to hold events back.
      'x-accel-buffering': 'no',
    });
    response.write('retry: 3000\n\n');
    this.#open.add(response);
    response.on('close', () => this.#remove(response));
    response.on('error', () => this.#remove(response));
    if (this.#open.size > 1) return;
    this.#heartbeat = setInterval(() => this.#sendAll(':\n\n'), HEARTBEAT_MILLIS);
    this.#heartbeat.unref();
    this.#wantedChanged(true);
  }

  /** Tells every open dashboard that new data is stored. */
  change(): void {
    this.#sendAll(`event: ${LIVE_EVENT}\ndata: {}\n\n`);
  }

  closeAll(): void {
    for (const response of this.#open) response.end();
  }

  #sendAll(text: string): void {
    for (const response of this.#open) {
      // A reader that does not read gets the next change instead of a growing backlog.
      if (!response.writableNeedDrain) response.write(text);
    }
  }

  #remove(response: ServerResponse): void {
    if (!this.#open.delete(response) || this.#open.size > 0) return;
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#wantedChanged(false);
  }
}
