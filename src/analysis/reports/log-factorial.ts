const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const SMALL = 16;

/** Natural logarithm of n!, to about 15 digits, for any whole n from 0. */
export function logFactorial(n: number): number {
  if (n < SMALL) {
    let product = 1;
    for (let factor = 2; factor <= n; factor += 1) product *= factor;
    return Math.log(product);
  }
  // Stirling's series for Γ(x).
  const x = n + 1;
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
}
