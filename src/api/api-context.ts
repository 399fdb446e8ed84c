import type { Clock } from '../model/clock.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Logger } from '../model/logger.ts';
import type { Storage } from '../storage/storage.ts';
import type { CodeLinksAnswer, StatusAnswer } from './contract.ts';

/** What the API needs of the thread it runs in. */
export interface ApiContext {
  readonly storage: Storage;
  /** False while the database is opening or cannot be reached: only sign-in and status work then. */
  storageReady(): boolean;
  /** Why it cannot be reached, secrets removed. */
  storageProblem(): string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: ApiSettings;
  status(): Promise<StatusAnswer>;
  /** Lets the running collectors know at once instead of at their next poll. */
  levelChanged(endpoint: Endpoint): void;
}

/** Survives a structured clone: it travels from the app's thread to the worker. */
export interface ApiSettings {
  readonly username: string | null;
  readonly password: string | null;
  /** Why nobody may sign in (production without credentials); every call answers 403 with it. */
  readonly lockedReason: string | null;
  /** Token of the one-time login link, made by the app's thread, which prints it. */
  readonly loginToken: string | null;
  /** By endpoint name or route, each `rgb(r, g, b)`. */
  readonly colors: Readonly<Record<string, string>>;
  /** IANA name: today begins at its midnight. */
  readonly timezone: string;
  /** Names the session cookie, so that two dashboards on one host do not share it. */
  readonly link: string;
  readonly packageVersion: string;
  /** Where the app's code can be read; nulls when that is not known. */
  readonly codeLinks: CodeLinksAnswer;
}
