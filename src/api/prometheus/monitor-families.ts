import type { StatusAnswer } from '../contract.ts';
import { type MetricFamily, single } from './metric-family.ts';

/** How the monitor fares in the process that answers. */
export function monitorFamilies(status: StatusAnswer): readonly MetricFamily[] {
  const { records, queue, worker, database } = status;
  const isReady = database.state === 'ready';
  return [
    single('counter', 'nmd_records_recorded_total', 'Requests recorded since this process started.', records.recorded),
    single('counter', 'nmd_records_stored_total', 'Requests stored since this process started.', records.stored),
    {
      name: 'nmd_records_dropped_total',
      type: 'counter',
      help: 'Requests that were lost since this process started.',
      samples: Object.entries(records.dropped).map(([reason, value]) => ({ labels: { reason }, value })),
    },
    single('gauge', 'nmd_queue_records', 'Requests recorded and not yet stored, in memory.', queue.rows),
    single('gauge', 'nmd_spilled_records', 'Requests that wait on disk for the database.', queue.spill.requests),
    single(
      'counter',
      'nmd_worker_restarts_total',
      'Restarts of the worker since this process started.',
      worker.restarts,
    ),
    single('gauge', 'nmd_database_up', 'Whether the database can be used.', isReady ? 1 : 0),
    single('gauge', 'nmd_database_bytes', 'Size of the database.', database.sizeBytes),
  ];
}
