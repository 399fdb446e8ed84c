import type { ApiContext } from '../api-context.ts';
import { FleetReader } from '../fleet/fleet-reader.ts';
import { type MetricFamily, prometheusText } from './metric-family.ts';
import { monitorFamilies } from './monitor-families.ts';
import { processFamilies } from './process-families.ts';
import { requestFamilies } from './request-families.ts';

/** What Prometheus scrapes. While the database is away, only how the monitor fares. */
export class PrometheusPage {
  readonly #context: ApiContext;
  readonly #fleet: FleetReader;

  constructor(context: ApiContext) {
    this.#context = context;
    this.#fleet = new FleetReader(context);
  }

  async read(): Promise<string> {
    const stored = this.#context.storageReady() ? await this.#readStored() : [];
    return prometheusText([...stored, ...monitorFamilies(await this.#context.status())]);
  }

  async #readStored(): Promise<readonly MetricFamily[]> {
    const { endpoints, totals, processes } = await this.#fleet.read();
    return [...requestFamilies(endpoints, totals), ...processFamilies(processes)];
  }
}
