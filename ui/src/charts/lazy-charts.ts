import { type ComponentType, lazy } from 'react';

// The drawing library is most of the page's weight: numbers and tables need not wait for it.
export const TimeChart: ComponentType<import('./time-chart.tsx').TimeChartProps> = lazy(() =>
  import('./time-chart.tsx').then((module) => ({ default: module.TimeChart })),
);

export const RowsChart: ComponentType<import('./rows-chart.tsx').RowsChartProps> = lazy(() =>
  import('./rows-chart.tsx').then((module) => ({ default: module.RowsChart })),
);

export const BoxChart: ComponentType<import('./box-chart.tsx').BoxChartProps> = lazy(() =>
  import('./box-chart.tsx').then((module) => ({ default: module.BoxChart })),
);

export const GridChart: ComponentType<import('./grid-chart.tsx').GridChartProps> = lazy(() =>
  import('./grid-chart.tsx').then((module) => ({ default: module.GridChart })),
);
