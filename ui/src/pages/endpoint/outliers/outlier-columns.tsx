import type { ApiOutlierSummary } from '../../../../../src/api/contract.ts';
import type { Column } from '../../../components/table/column.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatDuration } from '../../../format/duration.ts';
import { formatExact, formatSecond } from '../../../format/time.ts';
import { EndpointLink } from '../details/endpoint-link.tsx';
import classes from './outliers.module.css';

/** An event loop that is late by this much holds up everybody. */
const LATE_LOOP_MILLIS = 50;

type OutlierColumn = Column<ApiOutlierSummary>;

export function outlierColumns(zone: string): readonly OutlierColumn[] {
  return [
    {
      key: 'time',
      header: 'Time',
      width: 130,
      sortValue: ({ time }) => time,
      cell: ({ time }) => (
        <time dateTime={time} title={`${formatExact(Date.parse(time), zone)} (${zone})`}>
          {formatSecond(Date.parse(time), zone)}
        </time>
      ),
    },
    ...durationColumns(),
    {
      key: 'status',
      header: 'Status',
      width: 70,
      align: 'right',
      sortValue: ({ status }) => status,
      cell: ({ status }) => <Status status={status} />,
    },
    ...machineColumns(),
    {
      key: 'blockedBy',
      header: 'Blocked by',
      hint: 'The endpoint whose code held the event loop meanwhile',
      width: 150,
      grows: true,
      sortValue: ({ blockedBy }) => blockedBy,
      cell: ({ blockedBy }) => (blockedBy === null ? <None /> : <EndpointLink name={blockedBy} tab="profiler" />),
    },
    {
      key: 'version',
      header: 'Version',
      width: 100,
      sortValue: ({ version }) => version,
      cell: ({ version }) => <span title={version}>{version}</span>,
    },
  ];
}

function durationColumns(): readonly OutlierColumn[] {
  return [
    {
      key: 'duration',
      header: 'Duration',
      hint: 'Of the whole request; while it goes on, how long it had lasted when it was noticed',
      width: 100,
      align: 'right',
      sortValue: ({ durationMillis, elapsedMillis }) => durationMillis ?? elapsedMillis,
      cell: ({ durationMillis, elapsedMillis }) =>
        durationMillis === null ? (
          <span title="It still goes on">≥ {formatDuration(elapsedMillis)}</span>
        ) : (
          formatDuration(durationMillis)
        ),
    },
    {
      key: 'threshold',
      header: 'Limit',
      hint: 'Longer than this was an outlier at that time',
      width: 84,
      align: 'right',
      sortValue: ({ thresholdMillis }) => thresholdMillis,
      cell: ({ thresholdMillis }) => formatDuration(thresholdMillis),
    },
  ];
}

function machineColumns(): readonly OutlierColumn[] {
  return [
    {
      key: 'cpu',
      header: 'CPU',
      hint: 'Of this process; 100 % is one core',
      width: 70,
      align: 'right',
      sortValue: ({ processCpuPercent }) => processCpuPercent,
      cell: ({ processCpuPercent }) => `${processCpuPercent.toFixed(0)}\u00a0%`,
    },
    {
      key: 'memory',
      header: 'Memory',
      hint: 'Resident memory of this process',
      width: 84,
      align: 'right',
      sortValue: ({ residentBytes }) => residentBytes,
      cell: ({ residentBytes }) => formatBytes(residentBytes),
    },
    {
      key: 'loop',
      header: 'Loop delay',
      hint: 'How late the event loop was',
      width: 92,
      align: 'right',
      sortValue: ({ eventLoopDelayMillis }) => eventLoopDelayMillis,
      cell: ({ eventLoopDelayMillis }) => (
        <span
          className={classes['state']}
          data-state={eventLoopDelayMillis >= LATE_LOOP_MILLIS ? 'warning' : undefined}
        >
          {formatDuration(eventLoopDelayMillis)}
        </span>
      ),
    },
  ];
}

function Status({ status }: { readonly status: number | null }) {
  if (status === null) return <None />;
  const state = status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined;
  return (
    <span className={classes['state']} data-state={state}>
      {status}
    </span>
  );
}

function None() {
  return <span className={classes['none']}>–</span>;
}
