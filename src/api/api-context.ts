import type { Clock } from '../model/clock.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Logger } from '../model/logger.ts';
import type { RetentionSettings } from '../model/retention.ts';
import type { MaintenanceKind } from '../storage/maintenance-log.ts';
import type { PruneResult, Storage } from '../storage/storage.ts';
import type { ApiOption } from './admin-contract.ts';
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
  readonly maintenance: MaintenanceDesk;
  status(): Promise<StatusAnswer>;
  /** Lets the running collectors know at once instead of at their next poll. */
  levelChanged(endpoint: Endpoint): void;
}

/** Long work on stored data: one piece at a time in all processes that share the database. */
export interface MaintenanceDesk {
  /** What is too old by now. */
  preview(): Promise<PruneResult>;
  /** Begins to remove it, and goes on by itself. False while other maintenance goes on. */
  prune(): Promise<boolean>;
  /** Null while other maintenance goes on. */
  run(kind: MaintenanceKind, work: () => Promise<boolean>): Promise<boolean | null>;
}

/** Survives a structured clone: it travels from the app's thread to the worker. */
export interface ApiSettings {
  readonly username: string | null;
  readonly password: string | null;
  /** Why nobody may sign in (production without credentials); every call answers 403 with it. */
  readonly lockedReason: string | null;
  /** Token of the one-time login link, made by the app's thread, which prints it. */
  readonly loginToken: string | null;
  /** Signs Flask-MonitoringDashboard's export; null while that is off. */
  readonly securityToken: string | null;
  /** By endpoint name or route, each `rgb(r, g, b)`. */
  readonly colors: Readonly<Record<string, string>>;
  /** IANA name: today begins at its midnight. */
  readonly timezone: string;
  /** Names the session cookie, so that two dashboards on one host do not share it. */
  readonly link: string;
  readonly packageVersion: string;
  /** Where the app's code can be read; nulls when that is not known. */
  readonly codeLinks: CodeLinksAnswer;
  readonly retention: RetentionSettings;
  readonly options: readonly ApiOption[];
}
