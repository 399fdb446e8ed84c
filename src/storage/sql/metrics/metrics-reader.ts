import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';
import type { Tables } from '../tables.ts';
import type { Facet } from './exact-rollups.ts';
import { type CutDay, cutDay } from './local-days.ts';
import type { MetricsTable } from './metrics-table.ts';
import type { Question } from './question.ts';
import { readRaw } from './raw-reader.ts';
import { readRollups } from './rollup-reader.ts';
import type { Segment } from './segments.ts';
import { readStrips } from './strip-reader.ts';

export interface MetricsReaderParts {
  readonly db: Kysely<Tables>;
  readonly question: Question;
  readonly zone: TimeZone;
  readonly facet: Facet;
  readonly table: MetricsTable;
}

/** Reads segments of a question's range into its table. */
export class MetricsReader {
  readonly #parts: MetricsReaderParts;

  constructor(parts: MetricsReaderParts) {
    this.#parts = parts;
  }

  async read({ source, from, to }: Segment): Promise<void> {
    const { db, question, zone, facet, table } = this.#parts;
    if (source === 'raw') return readRaw(db, question, { from, to }, (row) => table.add(row));
    if (source === 'localDay') return this.#readLocalDays({ source, from, to });
    const parts = question.isTimed ? zone.partsOfOneOffset({ from, to }) : [{ from, to, offset: 0 }];
    for (const part of parts) {
      for (const row of await readRollups(db, question, { ...part, source, facet })) table.add(row);
    }
  }

  /** Each day of UTC counts under the local day that has most of it; its ends then move to where they belong. */
  async #readLocalDays({ from, to }: Segment): Promise<void> {
    const { db, question, zone, facet, table } = this.#parts;
    const cuts = new Map<EpochMillis, CutDay>();
    for (const row of await readRollups(db, question, { from, to, source: 'day', facet, offset: 0 })) {
      const start = row.time ?? from;
      const cut = cuts.get(start) ?? cutDay(start, zone);
      cuts.set(start, cut);
      row.time = cut.most.from;
      table.add(row);
    }
    const ends = [...cuts.values()].flatMap(({ most, ends }) => ends.map(({ from, to }) => ({ from, to, most })));
    await readStrips(db, question, ends, (row, end) => {
      row.time = end.from;
      table.add(row);
      row.time = end.most.from;
      table.subtract(row);
    });
  }
}
