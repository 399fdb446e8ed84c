import type { ApiOutlierSummary } from '../../../../../src/api/contract.ts';
import type { ChartTable } from '../../../charts/chart-table.ts';
import type { TimedPoint } from '../../../charts/point-overlay.tsx';
import type { DotSeries } from '../../../charts/time-chart-option.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatDuration } from '../../../format/duration.ts';

type Outliers = readonly ApiOutlierSummary[];

/** More would make the readout longer than the chart. */
const MOST_CORES_READ = 8;

export function outlierPoints(outliers: Outliers): readonly TimedPoint[] {
  return outliers.map((outlier) => ({
    key: outlier.id,
    time: Date.parse(outlier.time),
    summary: [
      ['Duration', formatDuration(outlier.durationMillis ?? outlier.elapsedMillis)],
      ...coreSummary(outlier.cpuPercents),
      ['This process', percent(outlier.processCpuPercent)],
      ['Memory', formatBytes(outlier.residentBytes)],
    ],
  }));
}

function coreSummary(percents: readonly number[]): readonly (readonly [string, string])[] {
  if (percents.length <= MOST_CORES_READ) return percents.map((value, core) => [`Core ${core}`, percent(value)]);
  const average = percents.reduce((sum, value) => sum + value, 0) / percents.length;
  return [
    [`${percents.length} cores, average`, percent(average)],
    ['Busiest core', percent(Math.max(...percents))],
  ];
}

export function cpuSeries(outliers: Outliers): readonly DotSeries[] {
  const ofCores = outliers.flatMap(({ time, cpuPercents }) =>
    cpuPercents.map((value): readonly [number, number] => [Date.parse(time), value]),
  );
  const ofProcess = outliers.map(({ time, processCpuPercent }): readonly [number, number] => [
    Date.parse(time),
    processCpuPercent,
  ]);
  return [
    { name: 'Each core', color: 'mark', size: 4, dots: ofCores },
    { name: 'This process (100 % is one core)', color: 'ink', size: 8, dots: ofProcess },
  ];
}

export function memorySeries(outliers: Outliers): readonly DotSeries[] {
  const dots = outliers.map(({ time, residentBytes }): readonly [number, number] => [Date.parse(time), residentBytes]);
  return [{ name: 'Resident memory of the process', color: 'ink', size: 8, dots }];
}

export function cpuTable(outliers: Outliers): ChartTable {
  const cores = outliers.reduce((most, { cpuPercents }) => Math.max(most, cpuPercents.length), 0);
  return {
    columns: ['Time', 'Outlier', 'Process %', ...Array.from({ length: cores }, (_, core) => `Core ${core} %`)],
    rows: outliers.map(({ id, time, processCpuPercent, cpuPercents }) => [
      time,
      id,
      processCpuPercent,
      ...Array.from({ length: cores }, (_, core) => cpuPercents[core] ?? null),
    ]),
  };
}

export function memoryTable(outliers: Outliers): ChartTable {
  return {
    columns: ['Time', 'Outlier', 'Resident bytes'],
    rows: outliers.map(({ id, time, residentBytes }) => [time, id, residentBytes]),
  };
}

function percent(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)}\u00a0%`;
}
