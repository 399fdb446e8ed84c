import type { Clock } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { Storage } from '../../storage/storage.ts';
import type { WorkerSettings } from '../worker-settings.ts';
import { MetricsPush } from './metrics-push.ts';
import { MetricsRequest } from './metrics-request.ts';

export interface CreateMetricsPushParts {
  readonly settings: WorkerSettings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  isReady(): boolean;
}

/** Null when nobody wants metrics to be pushed. */
export function createMetricsPush({ settings, ...parts }: CreateMetricsPushParts): MetricsPush | null {
  const { openTelemetry, appVersion, instance, api } = settings;
  if (openTelemetry === null) return null;
  const { serviceName } = openTelemetry;
  const { packageVersion } = api;
  const request = new MetricsRequest({ ...parts, serviceName, appVersion, packageVersion });
  return new MetricsPush({ ...parts, settings: openTelemetry, request, holder: instance.id });
}
