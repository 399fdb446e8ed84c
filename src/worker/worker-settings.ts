import type { ApiSettings } from '../api/api-context.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { InstanceIdentity } from '../model/instance.ts';
import type { OpenTelemetrySettings } from '../model/open-telemetry.ts';
import type { StorageLocation } from '../storage/storage-location.ts';

/** Everything the worker is told when it starts; survives a structured clone. */
export interface WorkerSettings {
  readonly location: StorageLocation;
  readonly api: ApiSettings;
  readonly defaultLevel: MonitoringLevel;
  readonly instance: InstanceIdentity;
  readonly exitMemory: SharedArrayBuffer;
  /** Where the app's thread shows that its event loop turns. */
  readonly loopMemory: SharedArrayBuffer;
  /** The app's version, which profiles carry. */
  readonly appVersion: string;
  readonly samplingPeriodMillis: number;
  /** Why the app must not be sampled, null where it may. */
  readonly samplerObstacle: string | null;
  /** Null: nothing is pushed. */
  readonly openTelemetry: OpenTelemetrySettings | null;
  /** The app's idea of it; the worker has none of the variables that say where it is. */
  readonly temporaryFolder: string;
}
