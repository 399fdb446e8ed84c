import type { EChartsCoreOption } from 'echarts/core';
import { type Ref, useCallback, useMemo } from 'react';
import type { ChartHandle } from '../charts/chart-canvas.tsx';
import { ChartCard } from '../charts/chart-card.tsx';
import { CHART_FONT, type ChartColors } from '../charts/chart-colors.ts';
import { RowsChart } from '../charts/lazy-charts.ts';
import type { ChartRow } from '../charts/rows-chart.tsx';
import { ROWS_MIN_HEIGHT, rowsPlot } from '../charts/rows-plot.ts';
import { linearScale } from '../charts/value-scale.ts';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import { useMetrics } from '../data/use-metrics.ts';
import { useViewActions } from '../data/use-view.ts';
import { formatCount, formatExactCount } from '../format/count.ts';
import { formatPercent } from '../format/percent.ts';
import { type ChartScope, endpointsOf } from './chart-scope.ts';
import { statusColor } from './status-series.ts';

interface CodeCount {
  readonly code: number;
  readonly requests: number;
  readonly share: number;
}

/** Pixels for the codes, and for the numbers behind the longest bar. */
const LEFT = 48;
const RIGHT = 110;

export function StatusChart(scope: ChartScope) {
  const answer = useMetrics({ metrics: ['requests'], dimensions: ['statusCode'], ...endpointsOf(scope) });
  const codes = useMemo((): readonly CodeCount[] => {
    const rows = answer.data?.rows ?? [];
    const total = rows.reduce((sum, { requests }) => sum + (requests ?? 0), 0);
    return rows
      .map(({ statusCode, requests }) => ({
        code: Number(statusCode),
        requests: requests ?? 0,
        share: (requests ?? 0) / Math.max(1, total),
      }))
      .sort((left, right) => left.code - right.code);
  }, [answer.data]);
  return (
    <ChartCard
      title="Status codes"
      question="How were requests answered?"
      height={ROWS_MIN_HEIGHT}
      state={answer}
      {...(codes.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      table={{
        columns: ['Status code', 'Requests', 'Share'],
        rows: codes.map(({ code, requests, share }) => [String(code), requests, share]),
      }}
      subject={scope.subject}
    >
      {(handle) => <StatusBars codes={codes} handle={handle} />}
    </ChartCard>
  );
}

function StatusBars({ codes, handle }: { readonly codes: readonly CodeCount[]; readonly handle: Ref<ChartHandle> }) {
  const { setFilter } = useViewActions();
  const rows = codes.map(
    ({ code, requests, share }): ChartRow => ({
      key: String(code),
      label: String(code),
      summary: [
        ['requests', formatExactCount(requests)],
        ['share', formatPercent(share)],
      ],
      open: () => setFilter('statusCode', String(code)),
      openLabel: 'Show only these requests',
    }),
  );
  const option = useCallback((colors: ChartColors) => statusOption(codes, colors), [codes]);
  return <RowsChart rows={rows} plot={rowsPlot(codes.length)} left={LEFT} option={option} handle={handle} />;
}

function statusOption(codes: readonly CodeCount[], colors: ChartColors): EChartsCoreOption {
  const scale = linearScale(Math.max(...codes.map(({ requests }) => requests)), { mostTicks: 4, leastStep: 1 });
  const label = { color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  const { top, bottom } = rowsPlot(codes.length);
  return {
    grid: { left: LEFT, right: RIGHT, top, bottom },
    xAxis: {
      type: 'value',
      min: 0,
      max: scale.max,
      axisLine: { show: true, lineStyle: { color: colors.line } },
      axisTick: { show: true, customValues: scale.ticks, length: 4, lineStyle: { color: colors.line } },
      axisLabel: { ...label, customValues: scale.ticks, formatter: formatCount },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: codes.map(({ code }) => String(code)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, color: colors.text, fontSize: 12 },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: 14,
        barMinHeight: 2,
        label: { show: true, position: 'right', color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 },
        data: codes.map(({ code, requests, share }) => ({
          value: requests,
          itemStyle: { color: colors[statusColor(code)] },
          label: { formatter: `${formatCount(requests)}  ${formatPercent(share)}` },
        })),
      },
    ],
  };
}
