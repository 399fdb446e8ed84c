import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import type { Tables } from '../tables.ts';
import { type PackableRow, PackedRows } from './packed-rows.ts';

/** All that is remembered. */
const MOST_BYTES = 16 * 2 ** 20;
/** One answer that takes more would leave little room for others. */
const MOST_BYTES_OF_ONE = 2 * 2 ** 20;

export interface RememberedReading<Row extends PackableRow> {
  /** Tells everything apart that is asked, but for the range. */
  readonly name: string;
  readonly range: TimeRange;
  /** Reads each endpoint's rows. */
  readonly isCostly: boolean;
  read(range: TimeRange): Promise<readonly Row[]>;
  /** What is kept of them. */
  keep(rows: readonly Row[]): readonly Row[];
}

interface Remembered {
  /** Of the days that were read. */
  readonly version: string;
  readonly packed: PackedRows<PackableRow>;
  readonly bytes: number;
}

/**
 * What rollups of days before the newest add up to, remembered between questions: they hardly change any more. When they
 * do, because requests came late or endpoints were removed, by whichever process, the count of changes says so.
 */
export class RollupMemory {
  /** Longest not asked for first. */
  readonly #known = new Map<string, Remembered>();
  #bytes = 0;

  /** Of the whole range, as of the transaction of `db`. */
  async rows<Row extends PackableRow>(db: Kysely<Tables>, reading: RememberedReading<Row>): Promise<readonly Row[]> {
    const { from, to } = reading.range;
    // What is shorter is read as soon as looked up.
    const least = RESOLUTION_MILLIS[reading.isCostly ? 'hour' : 'day'];
    if (to - from < least) return reading.read(reading.range);
    const { newest, version } = await readVersion(db, reading.range);
    if (newest - from < least) return reading.read(reading.range);
    const settled = await this.#settled(reading, { from, to: Math.min(to, newest) }, version);
    return newest >= to ? settled : [...settled, ...(await reading.read({ from: newest, to }))];
  }

  async #settled<Row extends PackableRow>(
    reading: RememberedReading<Row>,
    range: TimeRange,
    version: string,
  ): Promise<readonly Row[]> {
    const name = `${range.from} ${range.to} ${reading.name}`;
    const known = this.#known.get(name);
    if (known !== undefined) this.#forget(name, known);
    if (known?.version === version) {
      this.#remember(name, known);
      return known.packed.rows() as readonly Row[];
    }
    const rows = reading.keep(await reading.read(range));
    const packed = new PackedRows(rows);
    this.#remember(name, { version, packed, bytes: packed.bytes + 2 * name.length });
    return rows;
  }

  #remember(name: string, remembered: Remembered): void {
    if (remembered.bytes > MOST_BYTES_OF_ONE) return;
    this.#known.set(name, remembered);
    this.#bytes += remembered.bytes;
    for (const [oldest, each] of this.#known) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#forget(oldest, each);
    }
  }

  #forget(name: string, { bytes }: Remembered): void {
    this.#known.delete(name);
    this.#bytes -= bytes;
  }
}

interface DaysVersion {
  /** The day that is still being counted; 0 before the first. */
  readonly newest: EpochMillis;
  /** Changes with each change of what lies in the range before that day. */
  readonly version: string;
}

async function readVersion(db: Kysely<Tables>, { from, to }: TimeRange): Promise<DaysVersion> {
  const days = sql.table('rollup_days');
  const { rows } = await sql<{ newest: number | null; changes: number | null; removals: number | null }>`
    select newest.day as newest, (select removals from ${sql.table('write_log')}) as removals,
      (select sum(changes) from ${days}
        where day >= ${from - (from % RESOLUTION_MILLIS.day)} and day < ${to} and day < newest.day) as changes
    from (select max(day) as day from ${days}) as newest`.execute(db);
  const { newest, changes, removals } = rows[0] ?? {};
  return { newest: Number(newest ?? 0), version: `${removals ?? 0} ${changes ?? 0}` };
}
