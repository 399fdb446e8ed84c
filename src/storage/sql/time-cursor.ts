import type { EpochMillis } from '../../model/clock.ts';

/** Where a page ends. By time and id, so that what arrives meanwhile shifts nothing. */
export interface TimeCursor {
  readonly time: EpochMillis;
  readonly id: number;
}

export function timeCursor(time: EpochMillis, id: number): string {
  return `${time}.${id}`;
}

export function parseTimeCursor(cursor: string): TimeCursor | null {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor);
  return match === null ? null : { time: Number(match[1]), id: Number(match[2]) };
}
