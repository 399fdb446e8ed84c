import { endpointName } from '../../model/endpoint.ts';
import type { Storage } from '../../storage/storage.ts';

/** Names of endpoints by id; those that appear while an export goes on too. */
export class EndpointNames {
  readonly #storage: Pick<Storage, 'listEndpoints'>;
  readonly #names = new Map<number, string | null>();

  constructor(storage: Pick<Storage, 'listEndpoints'>) {
    this.#storage = storage;
  }

  /** The rows with their endpoint's name; null of one that is removed. */
  async addTo<Row extends { readonly endpointId: number }>(
    rows: readonly Row[],
  ): Promise<readonly (Row & { readonly endpoint: string | null })[]> {
    if (rows.some(({ endpointId }) => !this.#names.has(endpointId))) await this.#read(rows);
    return rows.map((row) => ({ ...row, endpoint: this.#names.get(row.endpointId) ?? null }));
  }

  async #read(rows: readonly { readonly endpointId: number }[]): Promise<void> {
    for (const { endpointId } of rows) this.#names.set(endpointId, null);
    for (const endpoint of await this.#storage.listEndpoints()) this.#names.set(endpoint.id, endpointName(endpoint));
  }
}
