import type { ApiSettings } from '../api/api-context.ts';
import type { EpochMillis } from '../model/clock.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { StorageLocation } from '../storage/storage-location.ts';
import type { RetentionSettings } from './retention-work.ts';

/** Everything the worker is told when it starts; survives a structured clone. */
export interface WorkerSettings {
  readonly location: StorageLocation;
  readonly api: ApiSettings;
  readonly defaultLevel: MonitoringLevel;
  readonly retention: RetentionSettings;
  readonly instance: InstanceIdentity;
  readonly exitMemory: SharedArrayBuffer;
  /** Where the app's thread shows that its event loop turns. */
  readonly loopMemory: SharedArrayBuffer;
  /** The app's version, which profiles carry. */
  readonly appVersion: string;
  readonly samplingPeriodMillis: number;
  /** The app's idea of it; the worker has none of the variables that say where it is. */
  readonly temporaryFolder: string;
}

export interface InstanceIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: EpochMillis;
}
