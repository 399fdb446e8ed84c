import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../../model/clock.ts';
import type { CodeLine } from '../../../model/code-line.ts';
import type { Duplicates } from '../duplicates.ts';
import { storedText } from '../stored-text.ts';
import type { Tables } from '../tables.ts';

const REMEMBERED = 50_000;
const ASKED_AT_ONCE = 200;
/** How exactly it is known when a line was last used. */
export const USE_STEP_MILLIS = 86_400_000;
const LENGTHS = { file: 700, function: 300, code: 500 } as const;

interface Known {
  readonly id: number;
  readonly lastUsed: EpochMillis;
}

type StoredLine = Omit<CodeLine, 'column'>;

/** Ids of code lines, each of which is stored once. Other processes may add the same lines at the same time. */
export class CodeLineIds {
  readonly #duplicates: Duplicates;
  readonly #clock: Clock;
  #known = new Map<string, Known>();
  /** Found in the transaction that is under way: void if it fails. */
  #found = new Map<string, Known>();

  constructor(duplicates: Duplicates, clock: Clock) {
    this.#duplicates = duplicates;
    this.#clock = clock;
  }

  /** Lines that are new get an id; all are marked as used today. */
  async resolve(db: Kysely<Tables>, lines: Iterable<CodeLine>): Promise<(line: CodeLine) => number> {
    const hashes = new Map<CodeLine, string>();
    const unknown = new Map<string, StoredLine>();
    const today = startOfDay(this.#clock.now());
    for (const line of lines) {
      if (hashes.has(line)) continue;
      const stored = storedLine(line);
      const hash = hashOf(stored);
      hashes.set(line, hash);
      if ((this.#find(hash)?.lastUsed ?? -1) < today) unknown.set(hash, stored);
    }
    if (unknown.size > 0) await this.#ask(db, unknown, today);
    return (line) => this.#find(hashes.get(line) ?? '')?.id ?? 0;
  }

  /** After the transaction: its ids count only if it was committed. */
  settle(committed: boolean): void {
    if (committed && this.#found.size > 0) {
      if (this.#known.size + this.#found.size > REMEMBERED) this.#known = new Map();
      for (const [hash, known] of this.#found) this.#known.set(hash, known);
    }
    if (this.#found.size > 0) this.#found = new Map();
  }

  forget(): void {
    this.#known = new Map();
  }

  #find(hash: string): Known | undefined {
    return this.#found.get(hash) ?? this.#known.get(hash);
  }

  async #ask(db: Kysely<Tables>, lines: ReadonlyMap<string, StoredLine>, today: EpochMillis): Promise<void> {
    // In one order everywhere, or two processes that add the same lines could wait for each other.
    const hashes = [...lines.keys()].sort();
    for (let at = 0; at < hashes.length; at += ASKED_AT_ONCE) {
      const some = hashes.slice(at, at + ASKED_AT_ONCE);
      const rows = await select(db, some);
      await markUsed(
        db,
        rows.filter(({ last_used }) => last_used < today).map(({ id }) => id),
        today,
      );
      const there = new Set(rows.map(({ hash }) => hash));
      const missing = some.flatMap((hash) => {
        const line = lines.get(hash);
        return line === undefined || there.has(hash) ? [] : [{ hash, ...line, last_used: today }];
      });
      if (missing.length > 0) {
        await this.#duplicates.ignore(db.insertInto('code_lines').values(missing)).execute();
        const hashesAdded = missing.map(({ hash }) => hash);
        rows.push(...(await select(db, hashesAdded)));
      }
      for (const { id, hash } of rows) this.#found.set(hash, { id, lastUsed: today });
    }
  }
}

function startOfDay(time: EpochMillis): EpochMillis {
  return time - (time % USE_STEP_MILLIS);
}

/** As it comes back from any database: hashed after it was cut, so that a line equals itself. */
function storedLine({ file, line, function: name, code, origin }: CodeLine): StoredLine {
  return {
    file: storedText(file, LENGTHS.file),
    line: line !== null && line > 0 && line < 2 ** 31 ? Math.trunc(line) : null,
    function: storedText(name, LENGTHS.function),
    code: code === null ? null : storedText(code, LENGTHS.code),
    origin,
  };
}

function hashOf({ file, line, function: name, code, origin }: StoredLine): string {
  const whole = createHash('sha256').update(JSON.stringify([file, line, name, code, origin]));
  return whole.digest('base64url').slice(0, 24);
}

async function select(
  db: Kysely<Tables>,
  hashes: readonly string[],
): Promise<{ id: number; hash: string; last_used: number }[]> {
  return db.selectFrom('code_lines').select(['id', 'hash', 'last_used']).where('hash', 'in', hashes).execute();
}

async function markUsed(db: Kysely<Tables>, ids: readonly number[], today: EpochMillis): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('code_lines').set({ last_used: today }).where('id', 'in', ids).execute();
}
