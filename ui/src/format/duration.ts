const UNITS = [
  { limit: 1, factor: 1000, unit: 'µs' },
  { limit: 1000, factor: 1, unit: 'ms' },
  { limit: 60_000, factor: 1 / 1000, unit: 's' },
  { limit: 3_600_000, factor: 1 / 60_000, unit: 'min' },
] as const;
const LARGEST = { factor: 1 / 3_600_000, unit: 'h' } as const;

/** `850 µs`, `12.4 ms`, `1.25 s`: three significant figures, the unit scaled. */
export function formatDuration(millis: number | null | undefined): string {
  if (millis === null || millis === undefined || !Number.isFinite(millis)) return '–';
  if (millis === 0) return '0 ms';
  const rounded = Number(millis.toPrecision(3));
  const { factor, unit } = UNITS.find(({ limit }) => rounded < limit) ?? LARGEST;
  return `${toThreeFigures(rounded * factor)}\u00a0${unit}`;
}

function toThreeFigures(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** For axes, where every tick is a round number: `10 ms`, `0.5 s`. */
export function formatDurationTick(millis: number): string {
  if (millis === 0) return '0';
  const { factor, unit } = UNITS.find(({ limit }) => millis < limit) ?? LARGEST;
  return `${Number((millis * factor).toPrecision(3))}\u00a0${unit}`;
}
