import type { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../model/clock.ts';
import { closeAppSession, openAppSession } from './app-session.ts';
import type { SourceLines } from './source-lines.ts';

/** Listing all scripts stops the app for some milliseconds. */
const PAUSE_BETWEEN_MILLIS = 30_000;
const PATIENCE_MILLIS = 2000;

/** Asks V8 for source maps of code that a loader, such as tsx, has made in memory: no file holds it. */
export class ScriptMaps {
  readonly #sources: SourceLines;
  readonly #clock: Clock;
  #askedAt: number = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  #isForbidden = false;
  #session: Session | null = null;

  constructor(sources: SourceLines, clock: Clock) {
    this.#sources = sources;
    this.#clock = clock;
  }

  get isAsking(): boolean {
    return this.#asking !== null;
  }

  /** Resolves when what can be known is known; null when nothing has to be asked. */
  learn(files: readonly string[]): Promise<void> | null {
    if (this.#asking !== null) return this.#asking;
    const wanted = files.filter((file) => this.#sources.wantsRuntimeMap(file));
    if (wanted.length === 0 || this.#isForbidden) return null;
    if (this.#clock.monotonic() - this.#askedAt < PAUSE_BETWEEN_MILLIS) return null;
    this.#askedAt = this.#clock.monotonic();
    this.#asking = this.#ask(wanted).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Leaves no session open, so that it cannot hold up the process's end. */
  stop(): void {
    if (this.#session !== null) closeAppSession(this.#session);
    this.#session = null;
  }

  async #ask(wanted: readonly string[]): Promise<void> {
    try {
      const maps = await this.#listScripts();
      if (maps !== null) for (const file of wanted) this.#sources.addRuntimeMap(file, maps.get(file) ?? '');
    } catch {
      this.#isForbidden = true;
    }
  }

  /** Source map URLs by file. Null when the app's thread did not answer. */
  async #listScripts(): Promise<ReadonlyMap<string, string> | null> {
    const session = openAppSession();
    this.#session = session;
    const maps = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params: { url, sourceMapURL } }) => {
      if (sourceMapURL !== undefined && sourceMapURL !== '') maps.set(asPath(url), sourceMapURL);
    });
    const answered = new Promise<boolean>((resolve, reject) => {
      setTimeout(() => resolve(false), PATIENCE_MILLIS).unref();
      session.post('Debugger.enable', (error) => (error === null ? resolve(true) : reject(error)));
    });
    const isAnswered = await answered;
    this.stop();
    return isAnswered ? maps : null;
  }
}

function asPath(url: string): string {
  try {
    return url.startsWith('file:') ? fileURLToPath(url) : url;
  } catch {
    return url;
  }
}
