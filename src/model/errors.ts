/** Stable codes that users may compare; `docs/reference/errors.md` explains each. */
export const ERROR_CODES = [
  'NMD_INVALID_OPTIONS',
  'NMD_DRIVER_MISSING',
  'NMD_STORAGE_UNAVAILABLE',
  'NMD_SCHEMA_TOO_NEW',
  'NMD_UNSUPPORTED_APP',
  'NMD_ALREADY_BOUND',
  'NMD_INVALID_GRAPH',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Every error that this package throws at its user. `code` is stable, `message` is not. */
export class MonitoringError extends Error {
  override readonly name: string = 'MonitoringError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
