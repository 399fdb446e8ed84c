import type { Kysely } from 'kysely';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { Duplicates } from './duplicates.ts';
import type { SqlEngine } from './sql-engine.ts';
import { storedText, TEXT_LENGTHS } from './stored-text.ts';
import type { Tables } from './tables.ts';

export interface FreshBatch {
  readonly batch: RecordBatch;
  readonly instanceId: number;
}

/** Remembers the newest batch of each instance, in the transaction that stores it. */
export class InstanceLog {
  readonly #duplicates: Duplicates;

  constructor({ duplicates }: SqlEngine) {
    this.#duplicates = duplicates;
  }

  /** The batches that were not stored before, which now count as stored. */
  async admit(db: Kysely<Tables>, batches: readonly RecordBatch[]): Promise<readonly FreshBatch[]> {
    const names = [...new Set(batches.map(instanceName))].sort();
    const known = await this.#find(db, names);
    const fresh: FreshBatch[] = [];
    for (const batch of batches) {
      const instance = known.get(instanceName(batch));
      if (instance === undefined || batch.sequence <= instance.lastSequence) continue;
      instance.lastSequence = batch.sequence;
      fresh.push({ batch, instanceId: instance.id });
    }
    for (const { id, lastSequence } of known.values()) {
      await db.updateTable('instances').set({ last_sequence: lastSequence }).where('id', '=', id).execute();
    }
    return fresh;
  }

  /** Of instances that may not have stored a batch yet. */
  async ids(db: Kysely<Tables>, instances: Iterable<string>): Promise<(instance: string) => number | undefined> {
    const names = new Map([...instances].map((instance) => [instance, storedText(instance, TEXT_LENGTHS.instance)]));
    const known = await this.#find(db, [...new Set(names.values())].sort());
    return (instance) => known.get(names.get(instance) ?? '')?.id;
  }

  async #find(db: Kysely<Tables>, names: readonly string[]): Promise<Map<string, KnownInstance>> {
    let known = await this.#select(db, names);
    const missing = names.filter((name) => !known.has(name));
    if (missing.length > 0) {
      const rows = missing.map((name) => ({ name, last_sequence: 0 }));
      await this.#duplicates.ignore(db.insertInto('instances').values(rows)).execute();
      known = await this.#select(db, names);
    }
    return known;
  }

  async #select(db: Kysely<Tables>, names: readonly string[]): Promise<Map<string, KnownInstance>> {
    const rows =
      names.length === 0 ? [] : await db.selectFrom('instances').selectAll().where('name', 'in', names).execute();
    return new Map(rows.map((row) => [row.name, { id: row.id, lastSequence: row.last_sequence }]));
  }
}

interface KnownInstance {
  readonly id: number;
  lastSequence: number;
}

function instanceName({ instance }: RecordBatch): string {
  return storedText(instance, TEXT_LENGTHS.instance);
}
