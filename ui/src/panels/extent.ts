/** Smallest and largest value shown. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

export function extentOf(values: readonly (number | null)[]): Extent {
  const known = values.filter((value) => value !== null);
  return { least: Math.min(...known, Number.POSITIVE_INFINITY), most: Math.max(...known, 0) };
}

/** 0-1: equal ratios are equally far apart, so that one slow value does not make all others alike. */
export function logShare(value: number | null, { least, most }: Extent): number {
  if (value === null || value <= 0) return 0;
  const low = Math.max(least, 1e-3);
  return most <= low ? 1 : Math.log(Math.max(value, low) / low) / Math.log(most / low);
}
