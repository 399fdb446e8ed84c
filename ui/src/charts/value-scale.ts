/** Maps values to an axis. The axis itself is always linear; a logarithmic scale hands it logarithms. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  /** Positions on the axis. */
  readonly ticks: readonly number[];
  toAxis(value: number): number;
  toValue(position: number): number;
}

const NICE = [1, 2, 5, 10] as const;

/** From zero to a round number above the largest value. */
export function linearScale(largest: number, mostTicks: number = 5): ValueScale {
  const top = largest > 0 ? largest : 1;
  const step = niceAbove(top / mostTicks);
  const max = Math.ceil(top / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round(max / step) + 1 }, (_, index) => index * step);
  return { min: 0, max, ticks, toAxis: (value) => value, toValue: (position) => position };
}

/** Between the round numbers (1, 2, 5, 10, …) around all values; equal ratios take equal space. */
export function logScale(smallest: number, largest: number, mostTicks: number = 6): ValueScale {
  const low = niceBelow(Math.max(smallest, 1e-6));
  const high = Math.max(niceAbove(Math.max(largest, 1e-6)), low * 10);
  const all = niceBetween(low, high);
  // Too many: whole powers only, every other one if need be.
  const powers = all.filter(isPowerOfTen);
  const thinned =
    all.length <= mostTicks ? all : powers.filter((_, index) => index % Math.ceil(powers.length / mostTicks) === 0);
  return {
    min: Math.log10(low),
    max: Math.log10(high),
    ticks: thinned.map(Math.log10),
    toAxis: (value) => Math.log10(Math.max(value, low)),
    toValue: (position) => 10 ** position,
  };
}

function niceBetween(low: number, high: number): readonly number[] {
  const found: number[] = [];
  for (let value = low; value <= high * 1.000001; value = niceAbove(value * 1.01)) found.push(value);
  return found;
}

function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = NICE.find((nice) => nice * power >= value * 0.999999) ?? 10;
  return Number((factor * power).toPrecision(6));
}

function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value * 1.000001));
  const factor = NICE.findLast((nice) => nice * power <= value * 1.000001) ?? 1;
  return Number((factor * power).toPrecision(6));
}

function isPowerOfTen(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6;
}
