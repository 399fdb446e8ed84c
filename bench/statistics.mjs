// The little statistics that the benchmarks need. Slices hit by another program's work are outliers on one side,
// so the interval is of the trimmed mean.
const TRIM = 0.1;
const Z_95 = 1.96;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Trimmed mean with its 95 % interval (Yuen: standard error from the winsorised variance). */
export function confidenceInterval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * TRIM);
  const kept = sorted.slice(cut, sorted.length - cut);
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const winsorised = sorted.map((value) => Math.min(kept.at(-1), Math.max(kept[0], value)));
  const centre = winsorised.reduce((sum, value) => sum + value, 0) / winsorised.length;
  const variance = winsorised.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (winsorised.length - 1);
  const half = (Z_95 * Math.sqrt(variance)) / ((1 - 2 * TRIM) * Math.sqrt(sorted.length));
  return { mean, low: mean - half, high: mean + half };
}

/** Nearest rank. */
export function percentile(values, fraction) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)];
}

export function shuffled(list) {
  return list
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
