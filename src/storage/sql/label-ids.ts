import type { Kysely } from 'kysely';
import type { Duplicates } from './duplicates.ts';
import { storedText } from './stored-text.ts';
import { type LabelTableName, NO_LABEL, type Tables } from './tables.ts';

/** Remembered texts per table; beyond it all are forgotten and asked again, as most are seen once. */
const REMEMBERED = 50_000;
const ASKED_AT_ONCE = 200;

export interface LabelIdsParts {
  readonly table: LabelTableName;
  readonly duplicates: Duplicates;
  /** Longer texts are cut. */
  readonly length: number;
}

/** Ids of texts that are stored once. Other processes may add the same texts at the same time. */
export class LabelIds {
  readonly #parts: LabelIdsParts;
  #known = new Map<string, number>();
  /** Found in the transaction that is under way: void if it fails. */
  #found = new Map<string, number>();

  constructor(parts: LabelIdsParts) {
    this.#parts = parts;
  }

  /** Ids of the texts, or of those that are used. The empty text is no label; texts that are new get an id. */
  async resolve(db: Kysely<Tables>, texts: readonly string[], used?: Uint8Array): Promise<readonly number[]> {
    const ids = new Array<number>(texts.length).fill(NO_LABEL);
    const unknown = new Map<string, number[]>();
    for (let index = 0; index < texts.length; index += 1) {
      if (used !== undefined && used[index] === 0) continue;
      const text = texts[index] ?? '';
      const id = this.#known.get(text) ?? this.#found.get(text);
      if (id !== undefined) ids[index] = id;
      else unknown.set(text, [...(unknown.get(text) ?? []), index]);
    }
    if (unknown.size > 0) await this.#ask(db, unknown.keys());
    for (const [text, indexes] of unknown) for (const index of indexes) ids[index] = this.#found.get(text) ?? NO_LABEL;
    return ids;
  }

  /** After the transaction: its ids count only if it was committed. */
  settle(committed: boolean): void {
    if (committed && this.#found.size > 0) {
      if (this.#known.size + this.#found.size > REMEMBERED) this.#known = new Map();
      for (const [text, id] of this.#found) this.#known.set(text, id);
    }
    if (this.#found.size > 0) this.#found = new Map();
  }

  forget(): void {
    this.#known = new Map();
  }

  async #ask(db: Kysely<Tables>, texts: Iterable<string>): Promise<void> {
    const { table, length, duplicates } = this.#parts;
    const stored = new Map([...texts].map((text) => [text, storedText(text, length)]));
    // In one order everywhere, or two processes that add the same texts could wait for each other.
    const values = [...new Set(stored.values())].filter((value) => value !== '').sort();
    const ids = new Map<string, number>();
    for (let at = 0; at < values.length; at += ASKED_AT_ONCE) {
      const some = values.slice(at, at + ASKED_AT_ONCE);
      for (const { id, value } of await select(db, table, some)) ids.set(value, id);
      const missing = some.filter((value) => !ids.has(value));
      if (missing.length === 0) continue;
      await duplicates.ignore(db.insertInto(table).values(missing.map((value) => ({ value })))).execute();
      for (const { id, value } of await select(db, table, missing)) ids.set(value, id);
    }
    for (const [text, value] of stored) this.#found.set(text, ids.get(value) ?? NO_LABEL);
  }
}

async function select(
  db: Kysely<Tables>,
  table: LabelTableName,
  values: readonly string[],
): Promise<{ id: number; value: string }[]> {
  return db.selectFrom(table).select(['id', 'value']).where('value', 'in', values).execute();
}
