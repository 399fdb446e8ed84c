const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);
/** From here on the continued fraction needs fewer terms than the series. */
const FAR = 4;
const FRACTION_TERMS = 60;

/** Share of a standard normal distribution beyond `z`, to about 14 digits also where it is tiny. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = DENSITY_AT_ZERO * Math.exp((-z * z) / 2);
  if (z < FAR) return 0.5 - density * oddSeries(z);
  let fraction = z;
  for (let term = FRACTION_TERMS; term > 0; term -= 1) fraction = z + term / fraction;
  return density / fraction;
}

/** Both tails beyond `|z|`. */
export function twoSidedP(z: number): number {
  return 2 * normalTail(Math.abs(z));
}

/** The `z` below which the share `p` lies, 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  // A rough start (Abramowitz and Stegun 26.2.23), made exact by three steps of Halley's method on the tail.
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = t - top / bottom;
  for (let step = 0; step < 3; step += 1) {
    const excess = (normalTail(z) - p) / (DENSITY_AT_ZERO * Math.exp((-z * z) / 2));
    z += excess / (1 - (z * excess) / 2);
  }
  return -z;
}

/** z + z³/3 + z⁵/(3·5) + …: the area between 0 and z, divided by the density at z. */
function oddSeries(z: number): number {
  let term = z;
  let sum = 0;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return sum;
}
