/** Of a share from 0 to 1: `0 %`, `0.04 %`, `3.2 %`, `58 %`. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–';
  const percent = share * 100;
  if (percent === 0) return '0\u00a0%';
  if (percent < 0.01) return '<\u00a00.01\u00a0%';
  if (percent < 1) return `${percent.toFixed(2)}\u00a0%`;
  return `${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)}\u00a0%`;
}

/** Relative change with its sign: `+12 %`, `−3.4 %`, `±0 %`; beyond tenfold as a factor: `×24`. */
export function formatChange(ratio: number): string {
  if (ratio >= 10) return `×${ratio.toFixed(0)}`;
  const percent = (ratio - 1) * 100;
  const size = Math.abs(percent);
  const text = size < 9.95 ? size.toFixed(1) : size.toFixed(0);
  if (Number(text) === 0) return '±0\u00a0%';
  return `${percent > 0 ? '+' : '−'}${text}\u00a0%`;
}
