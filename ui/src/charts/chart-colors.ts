import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

const TOKENS = {
  text: '--text',
  quiet: '--text-quiet',
  line: '--line',
  surface: '--surface',
  ink: '--ink',
  mark: '--mark',
  markSoft: '--mark-soft',
  marker: '--line-strong',
  ok: '--ok-mark',
  warning: '--warning-mark',
  error: '--error-mark',
  comparison: '--comparison',
} as const;

export type ChartColor = keyof typeof TOKENS;
/** A colour of the theme by its name, or an endpoint's own as CSS writes it. */
export type SeriesColor = ChartColor | `rgb(${string})`;
export type ChartColors = Readonly<Record<ChartColor, string>>;

/** A canvas cannot read CSS variables, so they are resolved again with each theme. */
export function useChartColors(): ChartColors {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return useMemo(() => {
    // Mantine sets the attribute in an effect, which may come after this.
    document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
    const style = getComputedStyle(document.documentElement);
    const entries = Object.entries(TOKENS).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]);
    return Object.fromEntries(entries) as ChartColors;
  }, [scheme]);
}

export function isThemed(color: SeriesColor): color is ChartColor {
  return color in TOKENS;
}

export function colorOf(colors: ChartColors, color: SeriesColor): string {
  return isThemed(color) ? colors[color] : color;
}

export const CHART_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
