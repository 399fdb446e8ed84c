import type { Logger } from './logger.ts';

/** For apps that pass no logger. Debug messages only when asked for. */
export function createStderrLogger(verbose: boolean): Logger {
  const write = (message: string): void => {
    process.stderr.write(`[monitoring-dashboard] ${message}\n`);
  };
  return {
    debug: verbose ? write : (): void => {},
    info: write,
    warn: write,
    error: (message, cause) => write(cause === undefined ? message : `${message}: ${describe(cause)}`),
  };
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
