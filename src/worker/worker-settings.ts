import type { ApiSettings } from '../api/api-context.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { InstanceIdentity } from '../model/instance.ts';
import type { StorageLocation } from '../storage/storage-location.ts';

/** Everything the worker is told when it starts; survives a structured clone. */
export interface WorkerSettings {
  readonly location: StorageLocation;
  readonly api: ApiSettings;
  readonly defaultLevel: MonitoringLevel;
  readonly instance: InstanceIdentity;
  readonly exitMemory: SharedArrayBuffer;
  /** The app's idea of it; the worker has none of the variables that say where it is. */
  readonly temporaryFolder: string;
}
