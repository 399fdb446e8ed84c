import type { Clock } from '../../model/clock.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import type { KnownInstance } from '../../model/instance.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { Storage } from '../../storage/storage.ts';
import { RequestTotals, type TotalsById } from './request-totals.ts';

/** A process that has not said for so long how it fares is gone, or its clock is wrong. */
const LATELY_MILLIS = 90_000;

/** What other systems are told of all processes that share the database. */
export interface FleetFigures {
  readonly endpoints: readonly Endpoint[];
  readonly totals: TotalsById;
  readonly processes: readonly LivingProcess[];
}

/** A process, and how it fares by what it said last. */
export interface LivingProcess extends Pick<KnownInstance, 'id' | 'host' | 'pid' | 'version'> {
  readonly sample: RuntimeRow;
}

export class FleetReader {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #totals: RequestTotals;

  constructor({ storage, clock }: { readonly storage: Storage; readonly clock: Clock }) {
    this.#storage = storage;
    this.#clock = clock;
    this.#totals = new RequestTotals(storage, clock);
  }

  async read(): Promise<FleetFigures> {
    const now = this.#clock.now();
    const [endpoints, totals, samples, instances] = await Promise.all([
      this.#storage.listEndpoints(),
      this.#totals.read(),
      this.#storage.listRuntime({ from: now - LATELY_MILLIS, to: now + LATELY_MILLIS }, 1),
      this.#storage.instances.list(),
    ]);
    return { endpoints, totals, processes: livingProcesses(samples, instances) };
  }
}

/** `samples` come by time: of one process, the last counts. Shares of no time at all would be none. */
function livingProcesses(
  samples: readonly RuntimeRow[],
  instances: readonly KnownInstance[],
): readonly LivingProcess[] {
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const timed = samples.filter(({ elapsedMillis }) => elapsedMillis > 0);
  const latest = new Map(timed.map((sample) => [sample.instance, sample]));
  return [...latest].map(([id, sample]) => {
    const { host = null, pid = null, version = null } = known.get(id) ?? {};
    return { id, host, pid, version, sample };
  });
}
