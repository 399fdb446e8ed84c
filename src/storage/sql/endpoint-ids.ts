import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { EndpointKey, MonitoringLevel } from '../../model/endpoint.ts';
import type { Duplicates } from './duplicates.ts';
import { storedText, TEXT_LENGTHS } from './stored-text.ts';
import type { Tables } from './tables.ts';

const REMEMBERED = 50_000;

export interface NewEndpoints {
  readonly level: MonitoringLevel;
  readonly firstSeen: EpochMillis;
}

/** Ids of endpoints; unknown ones are added. */
export class EndpointIds {
  readonly #duplicates: Duplicates;
  #known = new Map<string, number>();
  /** Found in the transaction that is under way: void if it fails. */
  #found = new Map<string, number>();

  constructor(duplicates: Duplicates) {
    this.#duplicates = duplicates;
  }

  async resolve(
    db: Kysely<Tables>,
    endpoints: readonly EndpointKey[],
    added: NewEndpoints,
  ): Promise<(endpoint: EndpointKey) => number | undefined> {
    const unknown = new Map<string, EndpointKey>();
    for (const endpoint of endpoints) {
      const name = nameOf(endpoint);
      if (!this.#known.has(name) && !this.#found.has(name)) unknown.set(name, storedEndpoint(endpoint));
    }
    for (const [name, endpoint] of [...unknown].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const id = (await this.#find(db, endpoint)) ?? (await this.#add(db, endpoint, added));
      if (id !== undefined) this.#found.set(name, id);
    }
    return (endpoint) => this.#known.get(nameOf(endpoint)) ?? this.#found.get(nameOf(endpoint));
  }

  /** After the transaction: its ids count only if it was committed. */
  settle(committed: boolean): void {
    if (committed && this.#found.size > 0) {
      if (this.#known.size + this.#found.size > REMEMBERED) this.#known = new Map();
      for (const [name, id] of this.#found) this.#known.set(name, id);
    }
    if (this.#found.size > 0) this.#found = new Map();
  }

  forget(): void {
    this.#known = new Map();
  }

  async #find(db: Kysely<Tables>, { method, route }: EndpointKey): Promise<number | undefined> {
    const query = db.selectFrom('endpoints').select('id').where('method', '=', method).where('route', '=', route);
    return (await query.executeTakeFirst())?.id;
  }

  async #add(db: Kysely<Tables>, endpoint: EndpointKey, added: NewEndpoints): Promise<number | undefined> {
    const row = { ...endpoint, level: added.level, first_seen: added.firstSeen, last_requested: null };
    await this.#duplicates.ignore(db.insertInto('endpoints').values(row)).execute();
    return this.#find(db, endpoint);
  }
}

function storedEndpoint({ method, route }: EndpointKey): EndpointKey {
  return { method: storedText(method, TEXT_LENGTHS.method), route: storedText(route, TEXT_LENGTHS.route) };
}

function nameOf({ method, route }: EndpointKey): string {
  return `${method} ${route}`;
}
