import { FleetReader } from '../../api/fleet/fleet-reader.ts';
import type { Clock } from '../../model/clock.ts';
import type { Storage } from '../../storage/storage.ts';
import { attributes, type OtlpMetric, type OtlpResourceMetrics } from './otlp-values.ts';
import { processMetrics } from './process-metrics.ts';
import { requestMetrics } from './request-metrics.ts';

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
  readonly #fleet: FleetReader;

  constructor(parts: MetricsRequestParts) {
    this.#parts = parts;
    this.#fleet = new FleetReader(parts);
  }

  /** Null while there is nothing to tell. */
  async read(): Promise<{ readonly resourceMetrics: readonly OtlpResourceMetrics[] } | null> {
    const { clock, serviceName, appVersion } = this.#parts;
    const { endpoints, totals, processes } = await this.#fleet.read();
    const service = attributes({ 'service.name': serviceName });
    // Requests are those of all processes, and so of no instance.
    const fleet = [...service, ...attributes({ 'service.version': appVersion })];
    const requests = requestMetrics(endpoints, totals, clock.now());
    const resourceMetrics = [
      ...(requests.length === 0 ? [] : [this.#resource(fleet, requests)]),
      ...processMetrics(processes).map(({ resource, metrics }) => this.#resource([...service, ...resource], metrics)),
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
