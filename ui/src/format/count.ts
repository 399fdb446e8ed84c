const EXACT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SCALES = [
  { limit: 1e6, divisor: 1e3, suffix: 'k' },
  { limit: 1e9, divisor: 1e6, suffix: 'M' },
] as const;
const LARGEST = { divisor: 1e9, suffix: 'G' } as const;

/** `987`, `1.2 k`, `34.5 M`. */
export function formatCount(count: number | null | undefined): string {
  if (count === null || count === undefined || !Number.isFinite(count)) return '–';
  if (Math.abs(count) < 1000) return String(Number(count.toPrecision(3)));
  const rounded = Number(count.toPrecision(3));
  const { divisor, suffix } = SCALES.find(({ limit }) => Math.abs(rounded) < limit) ?? LARGEST;
  const value = rounded / divisor;
  return `${Math.abs(value) < 100 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0)}\u00a0${suffix}`;
}

/** `12,345`: for titles, where the exact number is asked for. */
export function formatExactCount(count: number): string {
  return EXACT.format(count);
}
