import type { EpochMillis } from '../../model/clock.ts';

/** As Python's `str(datetime)` writes it, in UTC: `2026-01-31 12:00:00.250000`, without a fraction on the second. */
export function pythonTime(time: EpochMillis): string {
  const text = new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  return text.endsWith('.000') ? text.slice(0, -'.000'.length) : `${text}000`;
}

export function pythonTimeOrNull(time: EpochMillis | null): string | null {
  return time === null ? null : pythonTime(time);
}
