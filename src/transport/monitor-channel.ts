import { onExit } from 'signal-exit';
import type { ApiRequest, ApiResponse } from '../api/api-request.ts';
import type { Clock } from '../model/clock.ts';
import type { EndpointKey, MonitoringLevel } from '../model/endpoint.ts';
import type { EndpointAverage } from '../model/endpoint-average.ts';
import type { Logger } from '../model/logger.ts';
import type { CollectorStatus, DropReason } from '../model/status.ts';
import type { TraceRecord } from '../profiler/trace-record.ts';
import { ApiCaller } from './api-caller.ts';
import { BatchShipper } from './batch-shipper.ts';
import { createExitBarrier, type ExitBarrier, waitUntilClosed } from './exit-barrier.ts';
import { GraphDesk } from './graph-desk.ts';
import type { EndpointLevel, FromWorker } from './protocol.ts';
import type { RecordBuffer } from './record-buffer.ts';
import { WorkerClient } from './worker-client.ts';

/** How long an exiting process waits for its last records. */
const EXIT_TIMEOUT_MILLIS = 3000;

export interface MonitorChannelParts {
  readonly buffer: RecordBuffer;
  readonly instance: string;
  /** App version that every batch carries. */
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the worker is started with, given the memory it announces stored batches in. */
  workerSettings(exitMemory: SharedArrayBuffer): unknown;
  collectorStatus(): CollectorStatus;
  dropped(reason: DropReason, rows: number, detail: string): void;
  levelsChanged(levels: readonly EndpointLevel[]): void;
  averagesChanged(averages: readonly EndpointAverage[]): void;
  /** Something new is stored, by whichever process. */
  dataChanged(): void;
  loginLinkOffered(): void;
}

/** Everything that passes between the app's thread and the worker. */
export class MonitorChannel {
  readonly shipper: BatchShipper;
  readonly graphs: GraphDesk;
  readonly #parts: MonitorChannelParts;
  readonly #worker: WorkerClient;
  readonly #calls: ApiCaller;
  readonly #barrier: ExitBarrier = createExitBarrier();
  #removeExitHook: () => void = () => {};
  #liveWanted = false;
  #highestLevel: MonitoringLevel = 0;
  #endpoints: readonly EndpointKey[] = [];
  #workerClosed: (() => void) | null = null;

  constructor(parts: MonitorChannelParts) {
    const send = (message: Parameters<WorkerClient['send']>[0]): boolean => this.#worker.send(message);
    this.#parts = parts;
    this.#worker = new WorkerClient(parts.workerSettings(this.#barrier.memory), this.#events(), parts.clock);
    this.shipper = new BatchShipper({ ...parts, send });
    this.graphs = new GraphDesk(send);
    this.#calls = new ApiCaller({ send, collectorStatus: parts.collectorStatus });
  }

  get workerRestarts(): number {
    return this.#worker.restarts;
  }

  start(): void {
    this.shipper.start();
    this.#removeExitHook = onExit(() => this.#closeAtExit());
    this.#worker.start();
  }

  /** Null when the worker cannot answer now. */
  call(request: ApiRequest): Promise<ApiResponse | null> {
    return this.#calls.call(request);
  }

  setLiveWanted(wanted: boolean): void {
    this.#liveWanted = wanted;
    this.#worker.send({ type: 'live', wanted });
  }

  /** Called again with each level that changed; the worker hears of it once. */
  setHighestLevel(level: MonitoringLevel): void {
    if (level === this.#highestLevel) return;
    this.#highestLevel = level;
    this.#worker.send({ type: 'highest-level', level });
  }

  /** Profiles are examples: one that finds no worker is missed by nobody. */
  sendTrace(record: TraceRecord, transferables: readonly ArrayBuffer[]): void {
    this.#worker.send({ type: 'trace', record }, transferables);
  }

  announceEndpoints(endpoints: readonly EndpointKey[]): void {
    this.#endpoints = endpoints;
    if (endpoints.length > 0) this.#worker.send({ type: 'endpoints', endpoints });
  }

  /** Stores what is left, closes the database and ends the worker. */
  async close(timeoutMillis: number): Promise<void> {
    await within(timeoutMillis, this.#drain());
    if (this.shipper.queuedRows > 0) {
      this.#parts.dropped('storage-failed', this.shipper.queuedRows, 'the database could not be reached while closing');
    }
    this.shipper.stop();
    const closed = new Promise<void>((resolve) => {
      this.#workerClosed = resolve;
    });
    if (this.#worker.send({ type: 'close' })) await within(timeoutMillis, closed);
    await this.#worker.stop(timeoutMillis);
    this.#removeExitHook();
    this.#calls.abandonAll();
    this.graphs.abandonAll();
  }

  /** More than one flush, because requests that were under way may end meanwhile. */
  async #drain(): Promise<void> {
    do await this.shipper.flush();
    while (this.shipper.queuedRows > 0);
  }

  #closeAtExit(): void {
    this.shipper.shipEverything();
    if (this.#worker.send({ type: 'close' })) waitUntilClosed(this.#barrier, EXIT_TIMEOUT_MILLIS);
  }

  #events(): ConstructorParameters<typeof WorkerClient>[1] {
    return {
      message: (message) => this.#receive(message),
      started: () => {
        this.announceEndpoints(this.#endpoints);
        if (this.#liveWanted) this.setLiveWanted(true);
        this.#worker.send({ type: 'highest-level', level: this.#highestLevel });
        this.graphs.workerStarted();
        this.shipper.workerStarted();
      },
      failed: (reason) => {
        this.#parts.logger.error(`the monitor's worker stopped and will be restarted: ${reason}`);
        this.#calls.abandonAll();
        this.graphs.abandonAll();
      },
    };
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'batch-kept':
        return this.shipper.acknowledged(message.sequence);
      case 'lost':
        return this.#parts.dropped('storage-failed', message.requests, 'a batch could not be stored');
      case 'spill-full':
        return this.shipper.setSpillFull(message.isFull);
      case 'levels':
        return this.#parts.levelsChanged(message.levels);
      case 'averages':
        return this.#parts.averagesChanged(message.averages);
      case 'api-response':
        return this.#calls.answered(message.id, message.response, message.isBegun);
      case 'answer-chunk':
        return this.#calls.answers.arrived(message.id, message.chunk, message.isLost);
      case 'graph-claimed':
        return this.graphs.claimed(message.id, message.isClaimed);
      case 'live-change':
        return this.#parts.dataChanged();
      case 'login-link-offered':
        return this.#parts.loginLinkOffered();
      case 'log':
        return this.#parts.logger[message.level](message.message);
      case 'closed':
        this.#workerClosed?.();
    }
  }
}

/** Waits for `work`, but not longer; the timer does keep the process alive, because closing is wanted. */
async function within(timeoutMillis: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMillis);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
