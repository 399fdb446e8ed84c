// The little statistics that the benchmarks need. Slices hit by another program's work are outliers on one side,
// so the interval is of the trimmed mean.
const TRIM = 0.1;
const Z_95 = 1.96;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Without the tenth of the values at each end, which another program's work may have made. */
export function trimmedMean(values) {
  return confidenceInterval(values).mean;
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

/** Two-sided 95 % of Student's t by degrees of freedom, from 1. */
const T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131];

/** Mean of a few independent measurements with its 95 % interval. */
export function meanInterval(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = (T_95[values.length - 2] ?? Z_95) * Math.sqrt(variance / values.length);
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
