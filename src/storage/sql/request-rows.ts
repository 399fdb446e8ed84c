import type { EpochMillis } from '../../model/clock.ts';
import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../model/record-batch.ts';

/** How far a clock may be ahead before its time is taken for wrong. */
const MOST_AHEAD_MILLIS = 86_400_000;
const LONGEST_MICROS = 366 * 86_400e6;

/** One request with values that every table takes, whatever the process's clock or framework said. */
export interface RequestRow {
  /** Into the batch's `endpoints`. */
  readonly endpoint: number;
  readonly time: EpochMillis;
  readonly durationMicros: number;
  readonly statusCode: number;
  readonly aborted: boolean;
  /** Into the batch's `strings`, -1 for none. */
  readonly group: number;
  readonly ip: number;
}

export function requestRows({ requests }: RecordBatch, now: EpochMillis): RequestRow[] {
  const rows: RequestRow[] = [];
  for (let at = 0; at + REQUEST_STRIDE <= requests.length; at += REQUEST_STRIDE) {
    rows.push({
      endpoint: requests[at + REQUEST_FIELD.endpoint] ?? -1,
      time: soundTime(requests[at + REQUEST_FIELD.time], now),
      durationMicros: soundMicros(requests[at + REQUEST_FIELD.duration]),
      statusCode: soundStatus(requests[at + REQUEST_FIELD.statusCode]),
      aborted: requests[at + REQUEST_FIELD.aborted] === 1,
      group: requests[at + REQUEST_FIELD.group] ?? -1,
      ip: requests[at + REQUEST_FIELD.ip] ?? -1,
    });
  }
  return rows;
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
