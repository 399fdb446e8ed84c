export interface StatusShift {
  readonly statusCode: number;
  /** Shares of the requests, 0 to 1. */
  readonly baseline: number;
  readonly comparison: number;
  /** Now minus before. */
  readonly difference: number;
}

/** How much more or less often each status code is answered, by code. Empty when one side is. */
export function statusShifts(
  baseline: ReadonlyMap<number, number>,
  comparison: ReadonlyMap<number, number>,
): readonly StatusShift[] {
  const before = total(baseline);
  const now = total(comparison);
  if (before === 0 || now === 0) return [];
  const codes = [...new Set([...baseline.keys(), ...comparison.keys()])].sort((a, b) => a - b);
  return codes.map((statusCode) => {
    const shares = {
      baseline: (baseline.get(statusCode) ?? 0) / before,
      comparison: (comparison.get(statusCode) ?? 0) / now,
    };
    return { statusCode, ...shares, difference: shares.comparison - shares.baseline };
  });
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
