import { isErrorStatus } from '../../rollup/duration-summary.ts';
import { bucketOf } from '../../rollup/log-buckets.ts';
import type { FoldedRequests } from '../../rollup/request-fold.ts';
import type { RequestTable } from './tables.ts';

export const COUNTED_COLUMNS = [
  'endpoint_id',
  'version_id',
  'status_code',
  'group_id',
  'ip_id',
  'instance_id',
  'time',
  'duration_micros',
] as const;
type CountedRow = Pick<RequestTable, (typeof COUNTED_COLUMNS)[number]>;

/** Requests to be counted, with all that rollups tell requests apart by. */
export class CountedRequests implements FoldedRequests {
  readonly count: number;
  readonly endpointIds: Int32Array;
  readonly versionIds: Int32Array;
  readonly statusCodes: Int32Array;
  readonly groupIds: Int32Array;
  readonly ipIds: Int32Array;
  readonly instanceIds: Int32Array;
  readonly times: Float64Array;
  readonly durationMicros: Float64Array;
  readonly durationBuckets: Uint16Array;
  readonly errors: Uint8Array;

  constructor(count: number) {
    this.count = count;
    this.endpointIds = new Int32Array(count);
    this.versionIds = new Int32Array(count);
    this.statusCodes = new Int32Array(count);
    this.groupIds = new Int32Array(count);
    this.ipIds = new Int32Array(count);
    this.instanceIds = new Int32Array(count);
    this.times = new Float64Array(count);
    this.durationMicros = new Float64Array(count);
    this.durationBuckets = new Uint16Array(count);
    this.errors = new Uint8Array(count);
  }

  /** Rows as they were read from the table. */
  static of(rows: readonly CountedRow[]): CountedRequests {
    const counted = new CountedRequests(rows.length);
    for (const [index, row] of rows.entries()) {
      counted.endpointIds[index] = row.endpoint_id;
      counted.versionIds[index] = row.version_id;
      counted.groupIds[index] = row.group_id;
      counted.ipIds[index] = row.ip_id;
      counted.instanceIds[index] = row.instance_id;
      counted.setFigures(index, row);
    }
    return counted;
  }

  setFigures(
    index: number,
    { time, duration_micros, status_code }: Pick<CountedRow, 'time' | 'duration_micros' | 'status_code'>,
  ): void {
    this.times[index] = time;
    this.durationMicros[index] = duration_micros;
    this.durationBuckets[index] = bucketOf(duration_micros);
    this.statusCodes[index] = status_code;
    this.errors[index] = isErrorStatus(status_code) ? 1 : 0;
  }
}
