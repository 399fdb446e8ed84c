import type { RecordBuffer } from '../../transport/record-buffer.ts';
import type { FinishedRequest, Recorder } from '../recorder.ts';

/** Level 0: nothing but when the endpoint was last requested. */
export function createTouchRecorder<Request>(buffer: Pick<RecordBuffer, 'touch'>): Recorder<Request> {
  return {
    name: 'touch',
    requestFinished: ({ endpoint, startedAt }: FinishedRequest<Request>): void => buffer.touch(endpoint, startedAt),
  };
}
