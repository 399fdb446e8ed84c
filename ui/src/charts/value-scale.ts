/** Maps values to an axis. The axis itself is always linear; a logarithmic scale hands it logarithms. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  /** Positions on the axis. */
  readonly ticks: readonly number[];
  toAxis(value: number): number;
  toValue(position: number): number;
}

export interface LinearOptions {
  readonly mostTicks?: number;
  readonly leastStep?: number;
  /** Below zero, the axis begins at the round number below it. */
  readonly smallest?: number;
}

const NICE = [1, 2, 5, 10] as const;
/** Ticks of each power of ten, the densest that has room. */
const LOG_STEPS = [[1, 2, 5], [1, 3], [1]] as const;

/** From zero to a round number above the largest value. `leastStep` 1 is for counts, of which there are no halves. */
export function linearScale(
  largest: number,
  { mostTicks = 5, leastStep = 0, smallest = 0 }: LinearOptions = {},
): ValueScale {
  const bottom = Math.min(0, smallest);
  const top = largest > 0 || bottom < 0 ? Math.max(0, largest) : 1;
  const step = Math.max(leastStep, niceAbove((top - bottom) / mostTicks));
  const min = Math.floor(bottom / step + 1e-9) * step;
  const max = Math.ceil(top / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => min + index * step);
  return { min, max, ticks, toAxis: (value) => value, toValue: (position) => position };
}

/** Between the round numbers (1, 2, 5, 10, …) around all values; equal ratios take equal space. */
export function logScale(smallest: number, largest: number, mostTicks: number = 6): ValueScale {
  const low = niceBelow(Math.max(smallest, 1e-6));
  const high = Math.max(niceAbove(Math.max(largest, 1e-6)), low * 10);
  const ticks = LOG_STEPS.map((steps) => roundBetween(low, high, steps)).find(({ length }) => length <= mostTicks);
  return {
    min: Math.log10(low),
    max: Math.log10(high),
    ticks: (ticks ?? everyOther(roundBetween(low, high, [1]), mostTicks)).map(Math.log10),
    toAxis: (value) => Math.log10(Math.max(value, low)),
    toValue: (position) => 10 ** position,
  };
}

/** Each of these times a power of ten. */
function roundBetween(low: number, high: number, steps: readonly number[]): readonly number[] {
  const powers = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
  const all = powers.flatMap((power) => steps.map((step) => Number((step * 10 ** power).toPrecision(6))));
  return all.filter((value) => value >= low * 0.999999 && value <= high * 1.000001);
}

function everyOther(values: readonly number[], most: number): readonly number[] {
  const stride = Math.ceil(values.length / most);
  return values.filter((_, index) => index % stride === 0);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
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
