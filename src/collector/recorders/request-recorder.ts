import type { GroupBy } from '../../config/options.ts';
import type { RecordBuffer } from '../../transport/record-buffer.ts';
import { groupText } from '../group-text.ts';
import type { Losses } from '../losses.ts';
import type { FinishedRequest, Recorder } from '../recorder.ts';

/** An address is at most 45 characters; whatever else `getIp` answers must not fill the database. */
const MAX_IP_LENGTH = 64;

export interface RequestRecorderParts<Request> {
  readonly buffer: Pick<RecordBuffer, 'add'>;
  readonly groupBy: GroupBy<Request> | readonly unknown[] | null;
  readonly getIp: ((request: Request) => string | null | undefined) | null;
  readonly losses: Losses;
  /** Called after each added record, so that a full buffer leaves in time. */
  recordAdded(): void;
}

/** Level 1: one record for each request. */
export class RequestRecorder<Request> implements Recorder<Request> {
  readonly name: string = 'request';
  readonly #parts: RequestRecorderParts<Request>;
  #recorded = 0;

  constructor(parts: RequestRecorderParts<Request>) {
    this.#parts = parts;
  }

  /** Requests seen, whether or not there was room for them. */
  get recorded(): number {
    return this.#recorded;
  }

  requestFinished(request: FinishedRequest<Request>): void {
    this.#recorded += 1;
    const added = this.#parts.buffer.add({
      endpoint: request.endpoint,
      time: request.startedAt,
      durationMillis: request.durationMillis,
      trace: request.trace,
      statusCode: request.statusCode,
      aborted: request.aborted,
      group: this.#parts.groupBy === null ? null : this.#groupOf(request.native),
      ip: this.#parts.getIp === null ? request.ip : this.#ipOf(request),
    });
    if (added) this.#parts.recordAdded();
    else this.#parts.losses.drop('buffer-full', 1, 'the database does not keep up or cannot be reached');
  }

  #groupOf(native: Request): string | null {
    const { groupBy, losses } = this.#parts;
    try {
      return groupText(typeof groupBy === 'function' ? groupBy(native) : groupBy);
    } catch (error) {
      losses.callbackFailed('groupBy', error);
      return null;
    }
  }

  #ipOf(request: FinishedRequest<Request>): string | null {
    const { getIp, losses } = this.#parts;
    try {
      const ip: unknown = getIp?.(request.native);
      return typeof ip === 'string' && ip !== '' ? ip.slice(0, MAX_IP_LENGTH) : request.ip;
    } catch (error) {
      losses.callbackFailed('getIp', error);
      return request.ip;
    }
  }
}
