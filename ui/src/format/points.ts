/** `+1.2 pt`: a difference of shares. */
export function formatPoints(difference: number): string {
  const points = Math.abs(difference * 100);
  const text = points.toFixed(points < 1 ? 2 : points < 10 ? 1 : 0);
  if (Number(text) === 0) return '±0\u00a0pt';
  return `${difference > 0 ? '+' : '−'}${text}\u00a0pt`;
}
