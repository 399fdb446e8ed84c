import type { ApiContext } from '../api-context.ts';
import { type MetricFamily, prometheusText } from './metric-family.ts';
import { monitorFamilies } from './monitor-families.ts';
import { processFamilies } from './process-families.ts';
import { requestFamilies } from './request-families.ts';
import { RequestTotals } from './request-totals.ts';

/** A process that has not said for so long how it fares is gone, or its clock is wrong. */
const LATELY_MILLIS = 90_000;

/** What Prometheus scrapes. While the database is away, only how the monitor fares. */
export class PrometheusPage {
  readonly #context: ApiContext;
  readonly #totals: RequestTotals;

  constructor(context: ApiContext) {
    this.#context = context;
    this.#totals = new RequestTotals(context);
  }

  async read(): Promise<string> {
    const stored = this.#context.storageReady() ? await this.#readStored() : [];
    return prometheusText([...stored, ...monitorFamilies(await this.#context.status())]);
  }

  async #readStored(): Promise<readonly MetricFamily[]> {
    const { storage, clock } = this.#context;
    const now = clock.now();
    const lately = { from: now - LATELY_MILLIS, to: now + LATELY_MILLIS };
    const [endpoints, totals, rows, instances] = await Promise.all([
      storage.listEndpoints(),
      this.#totals.read(),
      storage.listRuntime(lately, 1),
      storage.instances.list(),
    ]);
    return [...requestFamilies(endpoints, totals), ...processFamilies(rows, instances)];
  }
}
