import { isErrorStatus } from '../../rollup/duration-summary.ts';
import { bucketOf } from '../../rollup/log-buckets.ts';
import type { FoldedRequest } from '../../rollup/request-fold.ts';
import type { RequestTable } from './tables.ts';

/** A request with all that rollups tell requests apart by. */
export interface CountedRequest extends FoldedRequest {
  readonly statusCode: number;
  readonly groupId: number;
  readonly ipId: number;
  readonly instanceId: number;
}

/** Requests to be counted, wherever they are kept. */
export interface CountedRequests {
  readonly count: number;
  load(index: number, into: RequestCursor): void;
}

/** One request after the other in one object, as there are many and each is looked at for a moment. */
export class RequestCursor implements CountedRequest {
  endpointId = 0;
  versionId = 0;
  time = 0;
  durationMicros = 0;
  durationBucket = 0;
  isError = false;
  statusCode = 0;
  groupId = 0;
  ipId = 0;
  instanceId = 0;

  setFigures(time: number, durationMicros: number, statusCode: number): void {
    this.time = time;
    this.durationMicros = durationMicros;
    this.durationBucket = bucketOf(durationMicros);
    this.statusCode = statusCode;
    this.isError = isErrorStatus(statusCode);
  }
}

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

/** Rows as they were read from the table. */
export class StoredRequests implements CountedRequests {
  readonly #rows: readonly CountedRow[];

  constructor(rows: readonly CountedRow[]) {
    this.#rows = rows;
  }

  get count(): number {
    return this.#rows.length;
  }

  load(index: number, into: RequestCursor): void {
    const row = this.#rows[index];
    if (row === undefined) throw new RangeError(`No request ${index} of ${this.count}`);
    into.endpointId = row.endpoint_id;
    into.versionId = row.version_id;
    into.groupId = row.group_id;
    into.ipId = row.ip_id;
    into.instanceId = row.instance_id;
    into.setFigures(row.time, row.duration_micros, row.status_code);
  }
}
