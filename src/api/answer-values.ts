/** Microseconds are finer than anybody's clock; the rest is noise that costs bytes. */
export function roundMillis(millis: number): number;
export function roundMillis(millis: number | null | undefined): number | null;
export function roundMillis(millis: number | null | undefined): number | null {
  return millis === null || millis === undefined ? null : Math.round(millis * 1000) / 1000;
}

export function isoTimeOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time);
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
