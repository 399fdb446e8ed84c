const HOUR_MILLIS = 3_600_000;

/** A range that lies in the bookshop's past, so that its numbers stay the same. */
export interface PastRange {
  readonly from: string;
  readonly to: string;
  /** Of the API and of the dashboard's pages alike. */
  readonly query: string;
}

/** Whole hours, counted back from the last full one. */
export function pastRange(fromHoursAgo: number, toHoursAgo = 0): PastRange {
  const end = Math.floor(Date.now() / HOUR_MILLIS) * HOUR_MILLIS;
  const from = new Date(end - fromHoursAgo * HOUR_MILLIS).toISOString();
  const to = new Date(end - toHoursAgo * HOUR_MILLIS).toISOString();
  return { from, to, query: `from=${from}&to=${to}` };
}
