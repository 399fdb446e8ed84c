/**
 * Benjamini and Hochberg's step-up: which of many tests to believe so that, on average, at most the share `rate` of what
 * is believed is chance. Where nothing at all has changed, it is the chance that anything is believed.
 */
export function believed(pValues: readonly number[], rate: number): readonly boolean[] {
  const ascending = [...pValues].sort((a, b) => a - b);
  let limit = -1;
  for (const [index, p] of ascending.entries()) if (p <= (rate * (index + 1)) / ascending.length) limit = p;
  return pValues.map((p) => p <= limit);
}
