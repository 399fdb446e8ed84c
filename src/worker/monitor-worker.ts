import type { MessagePort } from 'node:worker_threads';
import { createApi } from '../api/api.ts';
import type { ApiContext } from '../api/api-context.ts';
import { prepareLogin } from '../api/auth/login-link.ts';
import type { StatusAnswer } from '../api/contract.ts';
import { type Clock, systemClock } from '../model/clock.ts';
import type { EndpointKey } from '../model/endpoint.ts';
import type { Logger } from '../model/logger.ts';
import type { CollectorStatus } from '../model/status.ts';
import { createStorage } from '../storage/open-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { announceStored } from '../transport/exit-barrier.ts';
import type { FromWorker, ToWorker } from '../transport/protocol.ts';
import { IngestPipeline } from './ingest-pipeline.ts';
import { LevelWatch } from './level-watch.ts';
import { LiveWatch } from './live-watch.ts';
import { composeStatus } from './monitor-status.ts';
import { StorageKeeper } from './storage-keeper.ts';
import type { WorkerSettings } from './worker-settings.ts';

const HOUSEKEEPING_MILLIS = 10 * 60_000;

/** The worker's parts, wired to the app's thread. */
export class MonitorWorker {
  readonly #settings: WorkerSettings;
  readonly #port: MessagePort;
  readonly #clock: Clock = systemClock;
  readonly #logger: Logger;
  readonly #storage: Storage;
  readonly #keeper: StorageKeeper;
  readonly #pipeline: IngestPipeline;
  readonly #levels: LevelWatch;
  readonly #live: LiveWatch;
  readonly #apiContext: ApiContext;
  readonly #api: ReturnType<typeof createApi>;
  #collector: CollectorStatus | null = null;
  #announced: readonly EndpointKey[] = [];
  readonly #startedAt: number;

  constructor(settings: WorkerSettings, port: MessagePort) {
    this.#settings = settings;
    this.#port = port;
    this.#startedAt = this.#clock.monotonic();
    this.#logger = this.#createLogger();
    this.#storage = createStorage(settings.location, this.#clock);
    this.#keeper = new StorageKeeper(this.#storage, this.#clock, this.#logger);
    this.#pipeline = new IngestPipeline({
      storage: this.#storage,
      keeper: this.#keeper,
      clock: this.#clock,
      defaultLevel: settings.defaultLevel,
      done: (batch, droppedRows) => this.#batchDone(batch.sequence, droppedRows),
    });
    this.#levels = new LevelWatch(this.#storage, (levels) => this.#send({ type: 'levels', levels }));
    this.#live = new LiveWatch(this.#storage, () => this.#send({ type: 'live-change' }));
    this.#apiContext = {
      storage: this.#storage,
      storageReady: () => this.#keeper.isReady,
      storageProblem: () => this.#keeper.problem,
      clock: this.#clock,
      logger: this.#logger,
      settings: settings.api,
      status: () => this.#status(),
      levelChanged: () => void this.#levels.poll(),
    };
    this.#api = createApi(this.#apiContext);
  }

  /** Takes messages at once; what needs the database waits for it. */
  async start(): Promise<void> {
    this.#port.on('message', (message: ToWorker) => this.#receive(message));
    const opened = this.#keeper.open();
    await this.#keeper.firstAttempt;
    if (!this.#keeper.isReady) await this.#prepareLogin();
    await opened;
    await this.#addAnnounced();
    await this.#levels.start();
    await this.#prepareLogin();
    await this.#housekeep();
    setInterval(() => void this.#housekeep(), HOUSEKEEPING_MILLIS);
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'batch':
        this.#pipeline.add(message.batch);
        return;
      case 'endpoints':
        this.#announced = message.endpoints;
        void this.#addAnnounced();
        return;
      case 'api-request':
        this.#collector = message.collector;
        void this.#answer(message);
        return;
      case 'live':
        this.#live.setWanted(message.wanted);
        return;
      case 'close':
        void this.#close();
    }
  }

  async #answer({ id, request }: Extract<ToWorker, { type: 'api-request' }>): Promise<void> {
    // Until then nobody knows whether to ask the database or to do without it.
    await this.#keeper.firstAttempt;
    this.#send({ type: 'api-response', id, response: await this.#api(request) });
  }

  #batchDone(sequence: number, droppedRows: number): void {
    announceStored({ memory: this.#settings.exitMemory }, sequence);
    this.#send({ type: 'batch-done', sequence, droppedRows });
  }

  async #status(): Promise<StatusAnswer> {
    return composeStatus({
      settings: this.#settings,
      collector: this.#collector,
      figures: this.#pipeline.figures,
      keeper: this.#keeper,
      storage: this.#storage,
      uptimeMillis: this.#clock.monotonic() - this.#startedAt,
    });
  }

  async #addAnnounced(): Promise<void> {
    if (!this.#keeper.isReady) return;
    try {
      await this.#pipeline.addEndpoints(this.#announced);
    } catch (error) {
      this.#keeper.failed(error);
    }
  }

  async #prepareLogin(): Promise<void> {
    try {
      const { linkOffered } = await prepareLogin(this.#apiContext);
      if (linkOffered) this.#send({ type: 'login-link-offered' });
    } catch (error) {
      this.#keeper.failed(error);
    }
  }

  async #housekeep(): Promise<void> {
    try {
      await this.#storage.deleteExpired(this.#clock.now());
    } catch (error) {
      this.#keeper.failed(error);
    }
  }

  async #close(): Promise<void> {
    await this.#pipeline.idle();
    await this.#keeper
      .close()
      .catch((error: unknown) => this.#logger.warn(`closing the database failed: ${String(error)}`));
    this.#send({ type: 'closed' });
  }

  #send(message: FromWorker): void {
    this.#port.postMessage(message);
  }

  #createLogger(): Logger {
    const log = (level: 'debug' | 'info' | 'warn' | 'error', message: string): void =>
      this.#send({ type: 'log', level, message });
    return {
      debug: (message) => log('debug', message),
      info: (message) => log('info', message),
      warn: (message) => log('warn', message),
      error: (message, cause) => log('error', cause === undefined ? message : `${message}: ${String(cause)}`),
    };
  }
}
