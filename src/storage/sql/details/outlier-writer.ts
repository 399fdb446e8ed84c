import type { Insertable, Kysely } from 'kysely';
import type { Clock } from '../../../model/clock.ts';
import type { EndpointKey } from '../../../model/endpoint.ts';
import type { OutlierRecord } from '../../../model/outlier.ts';
import type { RecordBatch } from '../../../model/record-batch.ts';
import { soundTime } from '../request-values.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { storedText } from '../stored-text.ts';
import type { Tables } from '../tables.ts';
import { aside } from './aside.ts';
import { CodeLineIds } from './code-line-ids.ts';
import { compressJson } from './compressed-json.ts';
import { keepNewest, OUTLIERS_PER_ENDPOINT } from './detail-caps.ts';
import type { OutlierTable } from './detail-tables.ts';
import { outlierContent } from './outlier-content.ts';
import { BLOCKED_BY_LENGTH, percentBytes, soundMicros, soundWhole } from './sound-values.ts';
import { type TracedRequest, TraceLinks, tracedRequests } from './trace-links.ts';

/** A batch whose requests were just inserted: the newest of their table. */
export interface StoredBatch {
  readonly batch: RecordBatch;
  readonly instanceId: number;
  readonly versionId: number;
  /** The batch's rows in the order in which they were inserted. */
  readonly inserted: readonly number[];
  endpointId(endpoint: EndpointKey): number | undefined;
}

/** Stores a batch's outliers, and ties its traced requests to what is stored of them. */
export class OutlierWriter {
  readonly #duplicates: SqlEngine['duplicates'];
  readonly #clock: Clock;
  readonly #codeLines: CodeLineIds;
  readonly #links: TraceLinks;

  constructor({ duplicates }: SqlEngine, clock: Clock) {
    this.#duplicates = duplicates;
    this.#clock = clock;
    this.#codeLines = new CodeLineIds(duplicates, clock);
    this.#links = new TraceLinks(duplicates);
  }

  /** Answers how many outliers could not be stored: they must not take the requests with them. */
  async store(db: Kysely<Tables>, stored: StoredBatch): Promise<number> {
    const { outliers = [], traced = [] } = stored.batch;
    if (outliers.length === 0 && traced.length === 0) return 0;
    let lost = 0;
    const error = await aside(db, async () => {
      lost = await this.#add(db, stored, outliers);
      const requests = await newestRequests(db, stored);
      await this.#links.add(db, { instanceId: stored.instanceId, requests }, this.#clock.now());
    });
    if (error === null) return lost;
    this.#codeLines.settle(false);
    return outliers.length;
  }

  settle(committed: boolean): void {
    this.#codeLines.settle(committed);
  }

  forget(): void {
    this.#codeLines.forget();
  }

  async #add(db: Kysely<Tables>, stored: StoredBatch, outliers: readonly OutlierRecord[]): Promise<number> {
    if (outliers.length === 0) return 0;
    const lineId = await this.#codeLines.resolve(
      db,
      outliers.flatMap(({ stacks }) => stacks.flatMap(({ lines }) => lines)),
    );
    const requests = await tracedRequests(
      db,
      stored.instanceId,
      outliers.map(({ trace }) => trace),
    );
    const rows: Insertable<OutlierTable>[] = [];
    for (const outlier of outliers) {
      const request = requests.find(({ trace }) => trace === outlier.trace);
      const row = outlierRow(outlier, { stored, request, lineId, now: this.#clock.now() });
      if (row !== null) rows.push(row);
    }
    for (const row of rows) await this.#duplicates.ignore(db.insertInto('outliers').values(row)).execute();
    for (const endpointId of new Set(rows.map((row) => row.endpoint_id))) {
      await keepNewest(db, { table: 'outliers', endpointId, versionId: null, most: OUTLIERS_PER_ENDPOINT });
    }
    return outliers.length - rows.length;
  }
}

interface RowParts {
  readonly stored: StoredBatch;
  readonly request: TracedRequest | undefined;
  readonly lineId: Parameters<typeof outlierContent>[1];
  readonly now: number;
}

/** Null when it cannot be stored. */
function outlierRow(outlier: OutlierRecord, parts: RowParts): Insertable<OutlierTable> | null {
  const { stored, request, lineId, now } = parts;
  const endpointId = stored.endpointId(outlier.endpoint);
  if (endpointId === undefined || !Number.isSafeInteger(outlier.trace)) return null;
  const { machine } = outlier;
  try {
    return {
      endpoint_id: endpointId,
      started_at: soundTime(outlier.startedAt, now),
      version_id: stored.versionId,
      instance_id: stored.instanceId,
      trace: outlier.trace,
      request_id: request?.requestId ?? null,
      elapsed_micros: soundMicros(outlier.elapsedMillis),
      threshold_micros: soundMicros(outlier.thresholdMillis),
      duration_micros: request?.durationMicros ?? null,
      status_code: request?.statusCode ?? null,
      cpu_percents: percentBytes(machine.cpuPercents),
      process_cpu_percent: Math.min(1_000_000, soundWhole(machine.processCpuPercent)),
      resident_bytes: soundWhole(machine.memory.residentBytes),
      event_loop_delay_micros: soundMicros(machine.eventLoopDelayMillis),
      blocked_by: outlier.blockedBy === null ? null : storedText(outlier.blockedBy, BLOCKED_BY_LENGTH),
      content: compressJson(outlierContent(outlier, lineId)),
    };
  } catch {
    return null;
  }
}

/** What the traced rows became: ids grow in the order of rows, whatever their steps. */
async function newestRequests(db: Kysely<Tables>, stored: StoredBatch): Promise<readonly TracedRequest[]> {
  const { traced = [] } = stored.batch;
  const traces = new Map(traced.flatMap(({ row, trace }) => (Number.isSafeInteger(trace) ? [[row, trace]] : [])));
  const places = stored.inserted.map((row) => traces.get(row));
  const first = places.findIndex((trace) => trace !== undefined);
  if (first < 0) return [];
  const newest = db.selectFrom('requests').select(['id', 'duration_micros', 'status_code']).orderBy('id', 'desc');
  const rows = await newest.limit(places.length - first).execute();
  return rows.reverse().flatMap(({ id, duration_micros, status_code }, at) => {
    const trace = places[first + at];
    return trace === undefined
      ? []
      : [{ trace, requestId: id, durationMicros: duration_micros, statusCode: status_code }];
  });
}
