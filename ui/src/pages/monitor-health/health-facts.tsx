import type { StatusAnswer } from '../../../../src/api/contract.ts';
import type { DropReason, StorageState } from '../../../../src/model/status.ts';
import type { Fact } from '../../components/facts.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { formatExactCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';

const DROPPED: Readonly<Record<DropReason, string>> = {
  'buffer-full': 'More requests came than the buffer holds before the worker took them',
  'queue-full': 'The worker was away or too slow for long, and its queue was full',
  'spill-full': 'The database was away for so long that the file for waiting records was full',
  'storage-failed': 'The database refused them',
  'worker-failed': 'The worker ended while it held them',
  'recorder-failed': 'A recorder failed on them',
};

/** What was recorded, and what became of it. */
export function recordFacts({ records }: StatusAnswer): readonly Fact[] {
  const lost = Object.entries(records.dropped) as [DropReason, number][];
  const callbacks = Object.entries(records.callbackErrors).filter(([, count]) => count > 0);
  return [
    { name: 'Recorded', value: formatExactCount(records.recorded), hint: 'Since the process started' },
    { name: 'Stored', value: formatExactCount(records.stored) },
    {
      name: 'Dropped',
      value: formatExactCount(records.droppedTotal),
      hint: 'Counts on all pages are too low by as many',
      state: records.droppedTotal > 0 ? 'warning' : undefined,
    },
    ...lost
      .filter(([, count]) => count > 0)
      .map(
        ([reason, count]): Fact => ({
          name: reason,
          value: formatExactCount(count),
          hint: DROPPED[reason],
          state: 'warning',
        }),
      ),
    ...callbacks.map(
      ([name, count]): Fact => ({
        name: `Your ${name} threw`,
        value: `${formatExactCount(count)} times`,
        hint: 'Requests are recorded without what it would have answered',
        state: 'warning',
      }),
    ),
  ];
}

/** What waits to be stored. */
export function queueFacts({ queue }: StatusAnswer): readonly Fact[] {
  const { spill } = queue;
  return [
    {
      name: 'Waiting in memory',
      value: formatExactCount(queue.rows),
      hint: queue.batches === 1 ? 'In one batch' : `In ${queue.batches} batches`,
    },
    {
      name: 'Waiting on disk',
      value: formatExactCount(spill.requests),
      hint: `${formatBytes(spill.bytes)} of at most ${formatBytes(spill.limitBytes)}; only while the database is away`,
      state: spill.requests > 0 ? 'warning' : undefined,
    },
    {
      name: 'Taken over',
      value: formatExactCount(spill.inheritedRequests),
      hint: 'Left on disk by a process that ended, and stored by this one',
    },
    ...(spill.error === null
      ? []
      : [{ name: 'Nothing can wait on disk', value: spill.error, state: 'error' } as const]),
  ];
}

/** Slower than this, batches wait for each other. */
const SLOW_FLUSH_MILLIS = 1000;

export function flushFacts({ flush, worker, openTelemetry }: StatusAnswer): readonly Fact[] {
  return [
    { name: 'Last write', value: <TimeAgo time={flush.lastAt} /> },
    {
      name: 'It took',
      value: formatDuration(flush.lastMillis),
      state: (flush.lastMillis ?? 0) > SLOW_FLUSH_MILLIS ? 'warning' : undefined,
    },
    {
      name: 'Failed writes',
      value: formatExactCount(flush.failedBatches),
      hint: 'Each is tried again until it succeeds or its records are dropped',
      state: flush.failedBatches > 0 ? 'warning' : undefined,
    },
    {
      name: 'Restarts of the worker',
      value: formatExactCount(worker.restarts),
      hint: 'The app goes on without it meanwhile',
      state: worker.restarts > 0 ? 'warning' : undefined,
    },
    { name: 'Worker has run for', value: formatDuration(worker.uptimeSeconds * 1000) },
    { name: 'Memory of the worker', value: formatBytes(worker.memoryBytes) },
    ...pushFacts(openTelemetry),
  ];
}

function pushFacts(push: StatusAnswer['openTelemetry']): readonly Fact[] {
  if (push === null) return [];
  return [
    {
      name: 'Last push of metrics',
      value: <TimeAgo time={push.lastAt} />,
      hint: 'By OpenTelemetry, from one of the processes that share the database',
    },
    {
      name: 'Failed pushes',
      value: formatExactCount(push.failures),
      hint: push.error ?? 'The next push tells all that a failed one would have told',
      state: push.error === null ? undefined : 'warning',
    },
  ];
}

const DATABASE_STATES: Readonly<Record<StorageState, Pick<Fact, 'value' | 'state'>>> = {
  opening: { value: 'opening', state: 'warning' },
  ready: { value: 'ready', state: 'ok' },
  unavailable: { value: 'unavailable', state: 'error' },
};

export function databaseFacts({ database, instance, version }: StatusAnswer): readonly Fact[] {
  return [
    { name: 'Database', value: database.engine },
    { name: 'State', ...DATABASE_STATES[database.state], ...(database.error === null ? {} : { hint: database.error }) },
    { name: 'Size', value: formatBytes(database.sizeBytes) },
    { name: 'Process', value: `${instance.pid} on ${instance.host}` },
    { name: 'Started', value: <TimeAgo time={instance.startedAt} /> },
    { name: 'Version of the dashboard', value: version },
  ];
}
