import { MonitoringError } from '../model/errors.ts';

/** The database cannot be had now. The message says why, for people, and holds no secret. */
export class StorageUnavailable extends MonitoringError {
  /** False when waiting alone cannot help: the file is damaged, read-only or no database. */
  readonly retryable: boolean;

  constructor(reason: string, retryable: boolean, options?: ErrorOptions) {
    super('NMD_STORAGE_UNAVAILABLE', reason, options);
    this.retryable = retryable;
  }
}
