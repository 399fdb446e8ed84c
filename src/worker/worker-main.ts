/**
 * Entry of the thread that owns the database:
 *
 *   batches ──► IngestPipeline ──► Storage ◄── api ◄── api requests
 *                     │               ▲
 *                acknowledge     LevelWatch, LiveWatch ──► levels, live changes
 */
import { parentPort, workerData } from 'node:worker_threads';
import { MonitorWorker } from './monitor-worker.ts';
import type { WorkerSettings } from './worker-settings.ts';

if (parentPort === null) throw new Error('worker-main must be started as a worker thread');
const worker = new MonitorWorker(workerData as WorkerSettings, parentPort);
await worker.start();
