import type { MetricsAnswer } from '../../../src/api/contract.ts';
import type { ChartTable } from '../charts/chart-table.ts';
import type { Grid, GridCell } from '../charts/grid.ts';
import type { DeployMarker } from '../charts/time-chart-option.ts';
import { ENOUGH_REQUESTS } from '../components/figures.tsx';
import { bucketStarts, nextStart } from '../data/time-step.ts';
import { formatExactCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPercent } from '../format/percent.ts';
import { formatDate, formatDay } from '../format/time.ts';
import { epochOf, zonedParts } from '../format/zoned-time.ts';
import { type Extent, extentOf, logShare } from './extent.ts';

export const HOUR_METRICS = ['requests', 'errorRate', 'p95'] as const;
export type HourMetric = (typeof HOUR_METRICS)[number];

export const HOUR_FORMATS: Readonly<Record<HourMetric, (value: number | null) => string>> = {
  requests: (value) => formatExactCount(value ?? 0),
  errorRate: formatPercent,
  p95: formatDuration,
};

export interface HourGrid {
  readonly grid: Grid;
  /** Starts of the days, left to right. */
  readonly days: readonly number[];
  readonly extent: Extent;
}

const HOUR_MILLIS = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A version's label takes about this part of the width. */
const LABEL_SHARE = 0.1;

/** Days across, hours of the day down. An hour that a day does not have stays empty; one that it has twice is summed. */
export function hourGrid(answer: MetricsAnswer, metric: HourMetric, markers: readonly DeployMarker[]): HourGrid {
  const { timezone } = answer;
  const range = { from: Date.parse(answer.from), to: Date.parse(answer.to) };
  const days = bucketStarts(range, '1d', timezone);
  const columnOf = new Map(days.map((day, column) => [day, column]));
  const extent = extentOf(answer.rows.map((row) => row[metric] ?? null));
  const cells: (GridCell | null)[][] = HOURS.map(() => days.map(() => null));
  for (const row of answer.rows) {
    const column = columnOf.get(Date.parse(String(row.day)));
    const line = cells[Number(row.hourOfDay)];
    if (column === undefined || line === undefined || !row.requests) continue;
    const value = row[metric] ?? null;
    line[column] = {
      share: metric === 'p95' ? logShare(value, extent) : (value ?? 0) / (extent.most || 1),
      isDoubted: metric !== 'requests' && row.requests < ENOUGH_REQUESTS,
      summary: [
        ['Requests', HOUR_FORMATS.requests(row.requests)],
        ['Error rate', formatPercent(row.errorRate)],
        ['p95', formatDuration(row.p95)],
      ],
    };
  }
  const grid: Grid = {
    rows: HOURS.map((hour) => ({
      key: String(hour),
      label: clock(hour),
      title: `${clock(hour)} – ${clock(hour + 1)}`,
    })),
    columns: days.map((day) => ({
      key: String(day),
      label: formatDate(day, timezone),
      title: formatDay(day, timezone),
    })),
    cells,
    markers: markersOf(days, timezone, markers),
  };
  return { grid, days, extent };
}

/** The hour on the clock of that day, which is two hours long where clocks go back. */
export function hourRange(day: number, hour: number, zone: string): { readonly from: string; readonly to: string } {
  const parts = { ...zonedParts(day, zone), minute: 0 };
  const start = epochOf({ ...parts, hour }, zone);
  const isTwice = zonedParts(start - HOUR_MILLIS, zone).hour === hour;
  const from = isTwice ? start - HOUR_MILLIS : start;
  return {
    from: new Date(from).toISOString(),
    to: new Date(epochOf({ ...parts, hour: hour + 1 }, zone)).toISOString(),
  };
}

/** By time. */
export function hourTable(answer: MetricsAnswer | undefined): ChartTable {
  const rows = (answer?.rows ?? []).map((row) => {
    const { from } = hourRange(Date.parse(String(row.day)), Number(row.hourOfDay), answer?.timezone ?? 'UTC');
    return [from, row.requests ?? null, row.errorRate ?? null, row.p95 ?? null] as const;
  });
  return {
    columns: ['Hour', 'Requests', 'Error rate', 'p95'],
    rows: rows.sort(([left], [right]) => left.localeCompare(right)),
  };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Labels that would touch the one before are left out. */
function markersOf(
  days: readonly number[],
  zone: string,
  markers: readonly DeployMarker[],
): NonNullable<Grid['markers']> {
  let labelled = Number.NEGATIVE_INFINITY;
  return [...markers]
    .sort((left, right) => left.time - right.time)
    .flatMap(({ time, version }) => {
      const index = days.findLastIndex((day) => day <= time);
      const start = days[index];
      if (start === undefined) return [];
      const end = nextStart(start, '1d', zone);
      if (time >= end || (index === 0 && time === start)) return [];
      const column = index + (time - start) / (end - start);
      const show = column - labelled > days.length * LABEL_SHARE;
      if (show) labelled = column;
      return [{ column, label: show ? version : '' }];
    });
}
