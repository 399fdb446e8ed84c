import type { EpochMillis } from '../../model/clock.ts';
import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../model/record-batch.ts';
import { CountedRequests } from './counted-requests.ts';
import { NO_LABEL } from './tables.ts';

/** How far a clock may be ahead before its time is taken for wrong. */
const MOST_AHEAD_MILLIS = 86_400_000;
const LONGEST_MICROS = 366 * 86_400e6;

/** What differs between the requests of a batch, in the order of `RequestValues.values`. */
export const VALUE_COLUMNS = ['endpoint_id', 'time', 'duration_micros', 'status_code', 'group_id', 'ip_id'] as const;
const WIDTH = VALUE_COLUMNS.length;

/** What is the same in all requests of a batch, but for the few that were aborted. */
export interface RequestConstants {
  readonly version_id: number;
  readonly instance_id: number;
  /** 1: aborted. */
  readonly flags: number;
}

/** A batch's indexes as ids of the database; none where there is nothing. */
export interface BatchIds {
  readonly endpoints: readonly (number | undefined)[];
  readonly groups: readonly number[];
  readonly ips: readonly number[];
  readonly version: number;
  readonly instance: number;
}

/** Requests as they are inserted: one list of numbers, as an object for each would cost more than all else. */
export class RequestValues {
  readonly constants: RequestConstants;
  readonly values: number[] = [];

  constructor(constants: RequestConstants) {
    this.constants = constants;
  }

  get count(): number {
    return this.values.length / WIDTH;
  }

  eachTime(see: (endpointId: number, time: EpochMillis) => void): void {
    const { values } = this;
    for (let at = 0; at < values.length; at += WIDTH) see(values[at] ?? 0, values[at + 1] ?? 0);
  }

  counted(): CountedRequests {
    const { values, constants } = this;
    const counted = new CountedRequests(this.count);
    counted.versionIds.fill(constants.version_id);
    counted.instanceIds.fill(constants.instance_id);
    for (let index = 0, at = 0; index < counted.count; index += 1, at += WIDTH) {
      counted.endpointIds[index] = values[at] ?? 0;
      counted.groupIds[index] = values[at + 4] ?? NO_LABEL;
      counted.ipIds[index] = values[at + 5] ?? NO_LABEL;
      const [time, duration_micros, status_code] = [values[at + 1] ?? 0, values[at + 2] ?? 0, values[at + 3] ?? 0];
      counted.setFigures(index, { time, duration_micros, status_code });
    }
    return counted;
  }
}

/**
 * A batch's requests with values that every table takes, whatever the process's clock or framework said;
 * the aborted ones apart. Those of no endpoint are left out.
 */
export function requestValues({ requests }: RecordBatch, ids: BatchIds, now: EpochMillis): readonly RequestValues[] {
  const constants = { version_id: ids.version, instance_id: ids.instance };
  const completed = new RequestValues({ ...constants, flags: 0 });
  const aborted = new RequestValues({ ...constants, flags: 1 });
  for (let at = 0; at + REQUEST_STRIDE <= requests.length; at += REQUEST_STRIDE) {
    const endpointId = ids.endpoints[requests[at + REQUEST_FIELD.endpoint] ?? -1];
    if (endpointId === undefined) continue;
    const { values } = requests[at + REQUEST_FIELD.aborted] === 1 ? aborted : completed;
    values.push(
      endpointId,
      soundTime(requests[at + REQUEST_FIELD.time], now),
      soundMicros(requests[at + REQUEST_FIELD.duration]),
      soundStatus(requests[at + REQUEST_FIELD.statusCode]),
      labelAt(ids.groups, requests[at + REQUEST_FIELD.group]),
      labelAt(ids.ips, requests[at + REQUEST_FIELD.ip]),
    );
  }
  return [completed, aborted];
}

function labelAt(ids: readonly number[], index: number | undefined): number {
  return index === undefined || index < 0 ? NO_LABEL : (ids[index] ?? NO_LABEL);
}

/** Times that no request of this app can have become now: a wrong hour is better than a lost request. */
export function soundTime(time: number | undefined, now: EpochMillis): EpochMillis {
  if (time === undefined || !(time >= 0) || time > now + MOST_AHEAD_MILLIS) return Math.floor(now);
  return Math.floor(time);
}

function soundMicros(millis: number | undefined): number {
  if (millis === undefined || !(millis > 0)) return 0;
  return Math.min(LONGEST_MICROS, Math.round(millis * 1000));
}

function soundStatus(status: number | undefined): number {
  return status !== undefined && status >= 0 && status <= 999 ? Math.trunc(status) : 0;
}
