import type { ApiRequest, ApiResponse } from '../api/api-request.ts';
import type { EpochMillis } from '../model/clock.ts';
import type { EndpointKey, MonitoringLevel } from '../model/endpoint.ts';
import type { EndpointAverage } from '../model/endpoint-average.ts';
import type { GraphDescription, GraphResult } from '../model/graph.ts';
import type { RecordBatch } from '../model/record-batch.ts';
import type { CollectorStatus } from '../model/status.ts';
import type { TraceRecord } from '../profiler/trace-record.ts';

/** App's thread → worker. Everything must survive a structured clone. */
export type ToWorker =
  | { readonly type: 'batch'; readonly batch: RecordBatch }
  | { readonly type: 'endpoints'; readonly endpoints: readonly EndpointKey[] }
  /** `collector` rides along, so that the worker can answer for both threads. */
  | {
      readonly type: 'api-request';
      readonly id: number;
      readonly request: ApiRequest;
      readonly collector: CollectorStatus;
    }
  /** The next chunk of a long answer, please; only then is it made. */
  | { readonly type: 'answer-pull'; readonly id: number }
  | { readonly type: 'answer-leave'; readonly id: number }
  /** Of all endpoints: what has to be watched for from the worker. */
  | { readonly type: 'highest-level'; readonly level: MonitoringLevel }
  /** What was seen of a profiled request that has ended. */
  | { readonly type: 'trace'; readonly record: TraceRecord }
  /** Whether anybody listens to live events; the worker looks for changes only then. */
  | { readonly type: 'live'; readonly wanted: boolean }
  /** A graph that the app has added, and when it is due next. */
  | { readonly type: 'graph'; readonly graph: GraphDescription; readonly nextAt: EpochMillis | null }
  /** May this process call the graph's function for this tick? */
  | {
      readonly type: 'graph-claim';
      readonly id: number;
      readonly title: string;
      readonly tick: EpochMillis;
      readonly nextAt: EpochMillis | null;
    }
  | { readonly type: 'graph-result'; readonly result: GraphResult }
  /** Within seconds: what cannot be stored at once is kept on disk. */
  | { readonly type: 'close' };

/** Worker → app's thread. */
export type FromWorker =
  /** The batch is safe: stored, or on disk until it is, or given up and told as `lost`. */
  | { readonly type: 'batch-kept'; readonly sequence: number }
  /** Requests, perhaps of batches that were kept on disk, that can never be stored. */
  | { readonly type: 'lost'; readonly requests: number }
  /** Whether the disk space for what the database does not take is used up. */
  | { readonly type: 'spill-full'; readonly isFull: boolean }
  | { readonly type: 'levels'; readonly levels: readonly EndpointLevel[] }
  | { readonly type: 'averages'; readonly averages: readonly EndpointAverage[] }
  /** `isBegun`: the rest is to be asked for, or left. */
  | {
      readonly type: 'api-response';
      readonly id: number;
      readonly response: Omit<ApiResponse, 'rest'>;
      readonly isBegun: boolean;
    }
  /** Null: there is no more, or the rest is lost. */
  | { readonly type: 'answer-chunk'; readonly id: number; readonly chunk: Uint8Array | null; readonly isLost: boolean }
  | { readonly type: 'graph-claimed'; readonly id: number; readonly isClaimed: boolean }
  | { readonly type: 'live-change' }
  /** Nobody can sign in by password and this process's login link is the valid one. */
  | { readonly type: 'login-link-offered' }
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string }
  | { readonly type: 'closed' };

export interface EndpointLevel extends EndpointKey {
  readonly level: MonitoringLevel;
}
