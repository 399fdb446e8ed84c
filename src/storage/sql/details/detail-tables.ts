import type { Generated } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { CodeOrigin } from '../../../model/code-line.ts';

/** Lines of code that outliers and profiles refer to by id: each is stored once. */
export interface CodeLineTable {
  id: Generated<number>;
  /** Of all that follows but `last_used`. */
  hash: string;
  file: string;
  line: number | null;
  function: string;
  code: string | null;
  origin: CodeOrigin;
  /** When something that refers to it was stored, to the day. */
  last_used: EpochMillis;
}

/** Which request a trace became, for what is stored of it later than the request. */
export interface TracedRequestTable {
  instance_id: number;
  trace: number;
  request_id: number;
  stored_at: EpochMillis;
}

/** What outliers and profiles have in common. */
interface DetailTable {
  id: Generated<number>;
  endpoint_id: number;
  started_at: EpochMillis;
  version_id: number;
  instance_id: number;
  trace: number;
  /** Null until the request is stored. */
  request_id: number | null;
  /** Name of the endpoint that held the event loop. */
  blocked_by: string | null;
  /** Compressed, see `compressed-json.ts`. */
  content: Uint8Array;
}
export type DetailTableName = 'outliers' | 'profiles';

export interface OutlierTable extends DetailTable {
  elapsed_micros: number;
  threshold_micros: number;
  /** Null until the request is stored. */
  duration_micros: number | null;
  status_code: number | null;
  /** One byte per core. */
  cpu_percents: Uint8Array;
  process_cpu_percent: number;
  resident_bytes: number;
  event_loop_delay_micros: number;
}

export interface ProfileTable extends DetailTable {
  duration_micros: number;
  cpu_micros: number;
  await_micros: number;
  queue_micros: number;
  gc_micros: number;
  /** Of `queue_micros`, behind `blocked_by`. */
  blocked_micros: number;
}
