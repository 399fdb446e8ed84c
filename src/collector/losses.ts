import type { Logger } from '../model/logger.ts';
import { DROP_REASONS, type DropReason } from '../model/status.ts';

/** Counts every loss and every failing callback of the user, and logs each kind once. */
export class Losses {
  readonly dropped: Record<DropReason, number>;
  readonly callbackErrors: Record<string, number> = {};
  /** Outliers that were recorded, and those that were too many of one endpoint in one minute. */
  outliers = 0;
  outliersOverLimit = 0;
  readonly #logger: Logger;
  readonly #logged = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
    this.dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>;
  }

  drop(reason: DropReason, rows: number, detail: string): void {
    this.dropped[reason] += rows;
    this.#logOnce(reason, `records are being dropped (${reason}): ${detail}`);
  }

  /** `groupBy` and the like threw: the record is kept without that value. */
  callbackFailed(name: string, error: unknown): void {
    this.callbackErrors[name] = (this.callbackErrors[name] ?? 0) + 1;
    this.#logOnce(name, `${name} threw; recording goes on without it: ${describe(error)}`);
  }

  /** Something of ours went wrong while a request was watched: it is counted as ever, and its outlier or profile is missing. */
  followingFailed(error: unknown): void {
    this.drop('recorder-failed', 1, describe(error));
  }

  #logOnce(cause: string, message: string): void {
    if (this.#logged.has(cause)) return;
    this.#logged.add(cause);
    this.#logger.warn(message);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
