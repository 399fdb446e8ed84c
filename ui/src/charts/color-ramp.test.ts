import { describe, expect, it } from 'vitest';
import type { ChartColors } from './chart-colors.ts';
import { rampColor, textOnRamp } from './color-ramp.ts';

const light = { surface: '#fff', mark: '#64748b', ink: '#1f2733' } as ChartColors;
const dark = { surface: '#161a21', mark: '#94a3b8', ink: '#e6e9ee' } as ChartColors;

describe('the ramp of a heat map', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])('goes from near the page to the strongest, %s', (_, colors) => {
    const distances = [0, 0.25, 0.5, 0.75, 1].map((share) => Math.abs(luminance(colors, share) - surface(colors)));
    expect(distances).toEqual(distances.toSorted((left, right) => left - right));
    expect(distances[0]).toBeGreaterThan(8);
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ])('keeps text on it readable, %s', (_, colors) => {
    for (let share = 0; share <= 1; share += 0.05) {
      expect(contrast(rgb(textOnRamp(colors, share)), rgb(rampColor(colors, share))), `${share}`).toBeGreaterThan(4.5);
    }
  });
});

function luminance(colors: ChartColors, share: number): number {
  return rgb(rampColor(colors, share)).reduce((sum, part) => sum + part, 0) / 3;
}

function surface({ surface: color }: ChartColors): number {
  return rgb(color).reduce((sum, part) => sum + part, 0) / 3;
}

function rgb(color: string): readonly number[] {
  if (!color.startsWith('#')) return (color.match(/\d+/g) ?? []).map(Number);
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  return [0, 2, 4].map((start) => Number.parseInt(digits.slice(start, start + 2), 16));
}

/** As WCAG defines it. */
function contrast(left: readonly number[], right: readonly number[]): number {
  const [high = 0, low = 0] = [relative(left), relative(right)].sort((first, second) => second - first);
  return (high + 0.05) / (low + 0.05);
}

function relative(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
