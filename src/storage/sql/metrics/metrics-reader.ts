import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';
import type { FigureSource } from './figure-rows.ts';
import { type CutDay, cutDay } from './local-days.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { MetricsTable } from './metrics-table.ts';
import type { Question } from './question.ts';
import type { RawReader } from './raw-reader.ts';
import type { ReadingPlan } from './reading-plan.ts';
import { type RollupSegment, readRollups } from './rollup-reader.ts';
import type { Segment } from './segments.ts';
import { readStrips } from './strip-reader.ts';

export interface MetricsReaderParts {
  readonly source: FigureSource;
  readonly question: Question;
  readonly zone: TimeZone;
  readonly plan: ReadingPlan;
  readonly raw: RawReader;
  readonly table: MetricsTable;
}

/** Reads segments of a question's range into its table. */
export class MetricsReader {
  readonly #parts: MetricsReaderParts;

  constructor(parts: MetricsReaderParts) {
    this.#parts = parts;
  }

  async read({ source, from, to }: Segment): Promise<void> {
    const { question, zone, plan, raw, table } = this.#parts;
    if (source === 'raw') return raw.read(question, { from, to }, (row) => table.add(row));
    if (source === 'localDay') return this.#readLocalDays({ source, from, to });
    const parts = question.isTimed ? zone.partsOfOneOffset({ from, to }) : [{ from, to, offset: 0 }];
    for (const part of parts) {
      for (const row of await this.#rollups({ ...part, source, facet: plan.facet })) table.add(row);
    }
  }

  /** Each day of UTC counts under the local day that has most of it; its ends then move to where they belong. */
  async #readLocalDays({ from, to }: Segment): Promise<void> {
    const { question, zone, plan, table } = this.#parts;
    const cuts = new Map<EpochMillis, CutDay>();
    for (const row of await this.#rollups({ from, to, source: 'day', facet: plan.facet, offset: 0 })) {
      const start = row.time ?? from;
      const cut = cuts.get(start) ?? cutDay(start, zone);
      cuts.set(start, cut);
      table.add({ ...row, time: cut.most.from });
    }
    const strips = [...cuts.values()].flatMap(({ most, ends }) => ends.map(({ from, to }) => ({ from, to, most })));
    const take = (row: MeasuredRow, end: (typeof strips)[number]): void => {
      row.time = end.from;
      table.add(row);
      row.time = end.most.from;
      table.subtract(row);
    };
    await readStrips(this.#parts.source, question, { strips, hoursFrom: plan.hoursFrom, take });
  }

  #rollups(segment: RollupSegment): Promise<readonly MeasuredRow[]> {
    return readRollups(this.#parts.source, this.#parts.question, segment);
  }
}
