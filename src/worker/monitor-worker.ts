import type { MessagePort } from 'node:worker_threads';
import { createApi } from '../api/api.ts';
import type { ApiContext } from '../api/api-context.ts';
import { prepareLogin } from '../api/auth/login-link.ts';
import type { StatusAnswer } from '../api/contract.ts';
import type { EndpointKey } from '../model/endpoint.ts';
import type { CollectorStatus } from '../model/status.ts';
import { announceClosed } from '../transport/exit-barrier.ts';
import type { FromWorker, ToWorker } from '../transport/protocol.ts';
import { composeStatus } from './monitor-status.ts';
import { isStorageUnavailable } from './storage-keeper.ts';
import { createWorkerParts, type WorkerParts } from './worker-parts.ts';
import type { WorkerSettings } from './worker-settings.ts';

const HOUSEKEEPING_MILLIS = 10 * 60_000;
/** An app that is restarted often must prune too; but starting comes first. */
const FIRST_RETENTION_MILLIS = 10_000;
/** What ended processes left is taken over within this time. */
const TENDING_MILLIS = 30_000;
const PROBING_MILLIS = 5000;
/** Requests of which nothing more comes wait no longer than this, and as long as storage lets them. */
const FOLDING_MILLIS = 15_000;
/** How soon a new version is compared with the one before. */
const COMPARING_MILLIS = 60_000;
const CLOSE_PATIENCE_MILLIS = 1500;

/** The worker's parts, wired to the app's thread. */
export class MonitorWorker {
  readonly #settings: WorkerSettings;
  readonly #port: MessagePort;
  readonly #parts: WorkerParts;
  readonly #apiContext: ApiContext;
  readonly #api: ReturnType<typeof createApi>;
  #collector: CollectorStatus | null = null;
  #announced: readonly EndpointKey[] = [];
  /** Whoever may sign in can do so there. */
  #isPrepared = false;
  #settle: () => void = () => {};
  /** Resolves when the database is prepared for the first time, or cannot be had at first. */
  readonly #settled: Promise<void> = new Promise((resolve) => {
    this.#settle = resolve;
  });
  #isComplete = false;
  readonly #startedAt: number;
  readonly #timers: NodeJS.Timeout[] = [];
  #isClosing = false;

  constructor(settings: WorkerSettings, port: MessagePort) {
    this.#settings = settings;
    this.#port = port;
    this.#parts = createWorkerParts(settings, {
      send: (message, transferables) => this.#send(message, transferables),
      opened: () => this.#opened(),
    });
    this.#startedAt = this.#parts.clock.monotonic();
    const { storage, keeper, clock, logger, upkeep } = this.#parts;
    this.#apiContext = {
      ...{ storage, clock, logger, settings: settings.api, maintenance: upkeep.desk },
      // Before it is prepared, who has signed in meanwhile would not be found in it.
      storageReady: () => keeper.isReady && this.#isPrepared,
      storageProblem: () => keeper.problem,
      status: () => this.#status(),
      levelChanged: () => void this.#parts.levels.poll(),
    };
    this.#api = createApi(this.#apiContext);
  }

  /** Takes messages at once; what needs the database waits for it. */
  async start(): Promise<void> {
    this.#port.on('message', (message: ToWorker) => this.#receive(message));
    void this.#parts.pipeline.tend();
    this.#every(TENDING_MILLIS, () => this.#parts.pipeline.tend());
    const opened = this.#parts.keeper.open();
    await this.#parts.keeper.firstAttempt;
    if (!this.#parts.keeper.isReady) {
      this.#settle();
      await this.#prepareLogin(this.#apiContext);
    }
    await opened;
    if (this.#isClosing) return;
    for (const warning of this.#parts.storage.warnings) this.#parts.logger.warn(warning);
    this.#parts.levels.start();
    this.#parts.push?.start();
    this.#every(PROBING_MILLIS, () => this.#probe());
    this.#every(FOLDING_MILLIS, () => this.#fold());
    this.#every(HOUSEKEEPING_MILLIS, () => this.#housekeep());
    this.#every(HOUSEKEEPING_MILLIS, () => this.#parts.upkeep.retain());
    this.#every(COMPARING_MILLIS, () => this.#parts.upkeep.compare());
    this.#timers.push(setTimeout(() => void this.#parts.upkeep.retain(), FIRST_RETENTION_MILLIS));
  }

  #every(millis: number, work: () => Promise<unknown>): void {
    this.#timers.push(setInterval(() => void work(), millis));
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'batch':
        this.#parts.pipeline.add(this.#parts.details.withSources(message.batch));
        return;
      case 'trace':
        this.#parts.details.addTrace(message.record);
        return;
      case 'highest-level':
        this.#parts.details.setHighestLevel(message.level);
        return;
      case 'graph':
        this.#parts.graphs.announce(message.graph, message.nextAt);
        return;
      case 'graph-claim':
        void this.#claimGraph(message);
        return;
      case 'graph-result':
        this.#parts.graphs.store(message.result);
        return;
      case 'endpoints':
        this.#announced = message.endpoints;
        if (this.#parts.keeper.isReady) void this.#addAnnounced();
        return;
      case 'api-request':
        this.#collector = message.collector;
        void this.#answer(message);
        return;
      case 'answer-pull':
        void this.#parts.answers.pull(message.id);
        return;
      case 'answer-leave':
        this.#parts.answers.leave(message.id);
        return;
      case 'live':
        this.#parts.live.setWanted(message.wanted);
        return;
      case 'close':
        void this.#close();
    }
  }

  async #answer({ id, request }: Extract<ToWorker, { type: 'api-request' }>): Promise<void> {
    // Until then nobody knows whether to ask the database or to do without it.
    await this.#settled;
    this.#parts.answers.answer(id, await this.#api(request));
  }

  async #claimGraph({ id, title, tick, nextAt }: Extract<ToWorker, { type: 'graph-claim' }>): Promise<void> {
    this.#send({ type: 'graph-claimed', id, isClaimed: await this.#parts.graphs.claim(title, tick, nextAt) });
  }

  async #status(): Promise<StatusAnswer> {
    return composeStatus({
      settings: this.#settings,
      collector: this.#collector,
      figures: this.#parts.pipeline.figures,
      keeper: this.#parts.keeper,
      spill: this.#parts.spill.status,
      storage: this.#parts.storage,
      profiling: this.#parts.details.status,
      openTelemetry: this.#parts.push?.status ?? null,
      uptimeMillis: this.#parts.clock.monotonic() - this.#startedAt,
    });
  }

  /** The database can be had now, and may be new or empty. */
  #opened(): void {
    this.#isPrepared = false;
    void this.#prepare();
  }

  async #prepare(): Promise<void> {
    this.#isComplete = false;
    if (this.#isClosing) return;
    this.#parts.upkeep.opened();
    void this.#parts.graphs.opened();
    const context = { ...this.#apiContext, storageReady: () => this.#parts.keeper.isReady };
    this.#isPrepared ||= await this.#prepareLogin(context);
    this.#settle();
    this.#isComplete = this.#isPrepared && (await this.#housekeep()) && (await this.#addAnnounced());
  }

  /** Nobody may be recording, so nothing else would notice that the database is back. */
  async #probe(): Promise<void> {
    if (this.#parts.keeper.isReady) {
      if (!this.#isComplete) await this.#prepare();
      else await this.#verify();
    } else if (this.#parts.pipeline.isIdle) {
      await this.#housekeep();
    }
  }

  async #verify(): Promise<void> {
    try {
      await this.#parts.storage.verify();
    } catch (error) {
      if (isStorageUnavailable(error)) this.#parts.keeper.failed(error);
    }
  }

  #addAnnounced(): Promise<boolean> {
    return this.#attempt(() => this.#parts.pipeline.addEndpoints(this.#announced));
  }

  #housekeep(): Promise<boolean> {
    return this.#attempt(() => this.#parts.storage.deleteExpired(this.#parts.clock.now()));
  }

  async #prepareLogin(context: ApiContext): Promise<boolean> {
    try {
      const { linkOffered } = await prepareLogin(context);
      if (linkOffered) this.#send({ type: 'login-link-offered' });
      return true;
    } catch (error) {
      this.#parts.keeper.failed(error);
      return false;
    }
  }

  /** With nothing to fold it only reads, which says nothing of whether the database can be written. */
  async #fold(): Promise<void> {
    if (!this.#parts.keeper.isReady) return;
    try {
      await this.#parts.storage.fold();
    } catch (error) {
      if (isStorageUnavailable(error)) this.#parts.keeper.failed(error);
      else this.#parts.logger.error('stored requests could not be folded', error);
    }
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await this.#parts.keeper.attempt(work);
      return true;
    } catch (error) {
      if (!isStorageUnavailable(error)) this.#parts.logger.error('the database refused what the monitor needs', error);
      return false;
    }
  }

  /** Within the few seconds that an exiting process waits; the rest is on disk then. */
  async #close(): Promise<void> {
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#parts.levels.stop();
    this.#parts.push?.stop();
    this.#parts.answers.leaveAll();
    this.#parts.live.setWanted(false);
    // Side by side: while the database is locked each of them waits, and the process waits for all together.
    await Promise.all([
      this.#parts.pipeline.close(CLOSE_PATIENCE_MILLIS),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#parts.graphs.close()),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#parts.upkeep.close()),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#parts.details.close()),
    ]);
    await this.#parts.keeper
      .close()
      .catch((error: unknown) => this.#parts.logger.warn(`closing the database failed: ${String(error)}`));
    announceClosed({ memory: this.#settings.exitMemory });
    this.#send({ type: 'closed' });
    this.#port.close();
  }

  #send(message: FromWorker, transferables?: readonly ArrayBuffer[]): void {
    this.#port.postMessage(message, transferables);
  }
}

/** Resolves when the work has ended, well or not, or has taken too long. */
async function settledWithin(millis: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millis);
  });
  await Promise.race([work.catch(() => {}), timeout]);
  clearTimeout(timer);
}
