import { RequestTotals } from '../../api/prometheus/request-totals.ts';
import type { Clock } from '../../model/clock.ts';
import type { Storage } from '../../storage/storage.ts';
import { attributes, type OtlpMetric, type OtlpResourceMetrics } from './otlp-values.ts';
import { processMetrics } from './process-metrics.ts';
import { requestMetrics } from './request-metrics.ts';

/** A process that has not said for so long how it fares is gone, or its clock is wrong. */
const LATELY_MILLIS = 90_000;

export interface MetricsRequestParts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly serviceName: string;
  readonly appVersion: string;
  /** Of this package. */
  readonly packageVersion: string;
}

/** Makes OTLP's `ExportMetricsServiceRequest` of what all processes that share the database have stored. */
export class MetricsRequest {
  readonly #parts: MetricsRequestParts;
  readonly #totals: RequestTotals;

  constructor(parts: MetricsRequestParts) {
    this.#parts = parts;
    this.#totals = new RequestTotals(parts);
  }

  /** Null while there is nothing to tell. */
  async read(): Promise<{ readonly resourceMetrics: readonly OtlpResourceMetrics[] } | null> {
    const { storage, clock, serviceName, appVersion } = this.#parts;
    const now = clock.now();
    const [endpoints, totals, rows, instances] = await Promise.all([
      storage.listEndpoints(),
      this.#totals.read(),
      storage.listRuntime({ from: now - LATELY_MILLIS, to: now + LATELY_MILLIS }, 1),
      storage.instances.list(),
    ]);
    const service = attributes({ 'service.name': serviceName });
    // Requests are those of all processes, and so of no instance.
    const fleet = [...service, ...attributes({ 'service.version': appVersion })];
    const requests = requestMetrics(endpoints, totals, now);
    const resourceMetrics = [
      ...(requests.length === 0 ? [] : [this.#resource(fleet, requests)]),
      ...processMetrics(rows, instances).map(({ resource, metrics }) =>
        this.#resource([...service, ...resource], metrics),
      ),
    ];
    return resourceMetrics.length === 0 ? null : { resourceMetrics };
  }

  #resource(
    resource: OtlpResourceMetrics['resource']['attributes'],
    metrics: readonly OtlpMetric[],
  ): OtlpResourceMetrics {
    const scope = { name: 'node-monitoring-dashboard', version: this.#parts.packageVersion };
    return { resource: { attributes: resource }, scopeMetrics: [{ scope, metrics }] };
  }
}
