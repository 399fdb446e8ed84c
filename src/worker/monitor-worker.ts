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
import { announceClosed } from '../transport/exit-barrier.ts';
import type { FromWorker, ToWorker } from '../transport/protocol.ts';
import { AnswerDesk } from './answer-desk.ts';
import { DatabaseFile } from './database-file.ts';
import { DetailWork } from './detail-work.ts';
import { GraphWork } from './graph-work.ts';
import { IngestPipeline } from './ingest-pipeline.ts';
import { LevelWatch } from './level-watch.ts';
import { LiveWatch } from './live-watch.ts';
import { composeStatus } from './monitor-status.ts';
import { SPILL_LIMIT_BYTES, Spill } from './spill/spill.ts';
import { SpillFolder, spillPlace } from './spill/spill-folder.ts';
import { ownerToken } from './spill/spill-owner.ts';
import { isStorageUnavailable, StorageKeeper } from './storage-keeper.ts';
import { Upkeep } from './upkeep.ts';
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
  readonly #clock: Clock = systemClock;
  readonly #logger: Logger;
  readonly #storage: Storage;
  readonly #keeper: StorageKeeper;
  readonly #spill: Spill;
  readonly #pipeline: IngestPipeline;
  readonly #upkeep: Upkeep;
  readonly #details: DetailWork;
  readonly #graphs: GraphWork;
  readonly #levels: LevelWatch;
  readonly #live: LiveWatch;
  readonly #answers: AnswerDesk;
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
    this.#startedAt = this.#clock.monotonic();
    this.#logger = this.#createLogger();
    this.#storage = createStorage(settings.location, this.#clock);
    this.#keeper = this.#createKeeper();
    this.#spill = this.#createSpill();
    this.#pipeline = this.#createPipeline();
    this.#upkeep = this.#createUpkeep();
    this.#details = this.#createDetailWork();
    this.#graphs = new GraphWork({
      storage: this.#storage,
      logger: this.#logger,
      isReady: () => this.#keeper.isReady,
    });
    this.#levels = new LevelWatch(this.#storage, (levels) => {
      this.#send({ type: 'levels', levels });
      this.#details.levelsChanged();
    });
    this.#live = new LiveWatch(this.#storage, () => this.#send({ type: 'live-change' }));
    this.#answers = new AnswerDesk({
      send: (message, transferables) => this.#port.postMessage(message, transferables),
      logger: this.#logger,
    });
    this.#apiContext = {
      storage: this.#storage,
      // Before it is prepared, who has signed in meanwhile would not be found in it.
      storageReady: () => this.#keeper.isReady && this.#isPrepared,
      storageProblem: () => this.#keeper.problem,
      clock: this.#clock,
      logger: this.#logger,
      settings: settings.api,
      maintenance: this.#upkeep.desk,
      status: () => this.#status(),
      levelChanged: () => void this.#levels.poll(),
    };
    this.#api = createApi(this.#apiContext);
  }

  /** Takes messages at once; what needs the database waits for it. */
  async start(): Promise<void> {
    this.#port.on('message', (message: ToWorker) => this.#receive(message));
    void this.#pipeline.tend();
    this.#every(TENDING_MILLIS, () => this.#pipeline.tend());
    const opened = this.#keeper.open();
    await this.#keeper.firstAttempt;
    if (!this.#keeper.isReady) {
      this.#settle();
      await this.#prepareLogin(this.#apiContext);
    }
    await opened;
    if (this.#isClosing) return;
    for (const warning of this.#storage.warnings) this.#logger.warn(warning);
    this.#levels.start();
    this.#every(PROBING_MILLIS, () => this.#probe());
    this.#every(FOLDING_MILLIS, () => this.#fold());
    this.#every(HOUSEKEEPING_MILLIS, () => this.#housekeep());
    this.#every(HOUSEKEEPING_MILLIS, () => this.#upkeep.retain());
    this.#every(COMPARING_MILLIS, () => this.#upkeep.compare());
    this.#timers.push(setTimeout(() => void this.#upkeep.retain(), FIRST_RETENTION_MILLIS));
  }

  #every(millis: number, work: () => Promise<unknown>): void {
    this.#timers.push(setInterval(() => void work(), millis));
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'batch':
        this.#pipeline.add(this.#details.withSources(message.batch));
        return;
      case 'trace':
        this.#details.addTrace(message.record);
        return;
      case 'highest-level':
        this.#details.setHighestLevel(message.level);
        return;
      case 'graph':
        this.#graphs.announce(message.graph, message.nextAt);
        return;
      case 'graph-claim':
        void this.#claimGraph(message);
        return;
      case 'graph-result':
        this.#graphs.store(message.result);
        return;
      case 'endpoints':
        this.#announced = message.endpoints;
        if (this.#keeper.isReady) void this.#addAnnounced();
        return;
      case 'api-request':
        this.#collector = message.collector;
        void this.#answer(message);
        return;
      case 'answer-pull':
        void this.#answers.pull(message.id);
        return;
      case 'answer-leave':
        this.#answers.leave(message.id);
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
    await this.#settled;
    const { rest, ...response } = await this.#api(request);
    if (rest !== undefined) this.#answers.keep(id, rest);
    this.#send({ type: 'api-response', id, response, isBegun: rest !== undefined });
  }

  async #claimGraph({ id, title, tick, nextAt }: Extract<ToWorker, { type: 'graph-claim' }>): Promise<void> {
    this.#send({ type: 'graph-claimed', id, isClaimed: await this.#graphs.claim(title, tick, nextAt) });
  }

  async #status(): Promise<StatusAnswer> {
    return composeStatus({
      settings: this.#settings,
      collector: this.#collector,
      figures: this.#pipeline.figures,
      keeper: this.#keeper,
      spill: this.#spill.status,
      storage: this.#storage,
      profiling: this.#details.status,
      uptimeMillis: this.#clock.monotonic() - this.#startedAt,
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
    this.#upkeep.opened();
    void this.#graphs.opened();
    const context = { ...this.#apiContext, storageReady: () => this.#keeper.isReady };
    this.#isPrepared ||= await this.#prepareLogin(context);
    this.#settle();
    this.#isComplete = this.#isPrepared && (await this.#housekeep()) && (await this.#addAnnounced());
  }

  /** Nobody may be recording, so nothing else would notice that the database is back. */
  async #probe(): Promise<void> {
    if (this.#keeper.isReady) {
      if (!this.#isComplete) await this.#prepare();
    } else if (this.#pipeline.isIdle) {
      await this.#housekeep();
    }
  }

  #addAnnounced(): Promise<boolean> {
    return this.#attempt(() => this.#pipeline.addEndpoints(this.#announced));
  }

  #housekeep(): Promise<boolean> {
    return this.#attempt(() => this.#storage.deleteExpired(this.#clock.now()));
  }

  async #prepareLogin(context: ApiContext): Promise<boolean> {
    try {
      const { linkOffered } = await prepareLogin(context);
      if (linkOffered) this.#send({ type: 'login-link-offered' });
      return true;
    } catch (error) {
      this.#keeper.failed(error);
      return false;
    }
  }

  /** With nothing to fold it only reads, which says nothing of whether the database can be written. */
  async #fold(): Promise<void> {
    if (!this.#keeper.isReady) return;
    try {
      await this.#storage.fold();
    } catch (error) {
      if (isStorageUnavailable(error)) this.#keeper.failed(error);
      else this.#logger.error('stored requests could not be folded', error);
    }
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await this.#keeper.attempt(work);
      return true;
    } catch (error) {
      if (!isStorageUnavailable(error)) this.#logger.error('the database refused what the monitor needs', error);
      return false;
    }
  }

  /** Within the few seconds that an exiting process waits; the rest is on disk then. */
  async #close(): Promise<void> {
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#levels.stop();
    this.#answers.leaveAll();
    this.#live.setWanted(false);
    // Side by side: while the database is locked each of them waits, and the process waits for all together.
    await Promise.all([
      this.#pipeline.close(CLOSE_PATIENCE_MILLIS),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#graphs.close()),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#upkeep.close()),
      settledWithin(CLOSE_PATIENCE_MILLIS, this.#details.close()),
    ]);
    await this.#keeper
      .close()
      .catch((error: unknown) => this.#logger.warn(`closing the database failed: ${String(error)}`));
    announceClosed({ memory: this.#settings.exitMemory });
    this.#send({ type: 'closed' });
    this.#port.close();
  }

  #send(message: FromWorker): void {
    this.#port.postMessage(message);
  }

  #createUpkeep(): Upkeep {
    return new Upkeep({
      storage: this.#storage,
      clock: this.#clock,
      logger: this.#logger,
      instance: this.#settings.instance,
      retention: this.#settings.api.retention,
      timezone: this.#settings.api.timezone,
    });
  }

  #createKeeper(): StorageKeeper {
    const { location } = this.#settings;
    return new StorageKeeper({
      storage: this.#storage,
      file: location.engine === 'sqlite' ? new DatabaseFile(location.file) : null,
      clock: this.#clock,
      logger: this.#logger,
      opened: () => this.#opened(),
    });
  }

  #createDetailWork(): DetailWork {
    return new DetailWork({
      settings: this.#settings,
      storage: this.#storage,
      keeper: this.#keeper,
      clock: this.#clock,
      logger: this.#logger,
      averagesChanged: (averages) => this.#send({ type: 'averages', averages }),
    });
  }

  #createSpill(): Spill {
    const { instance, location, temporaryFolder } = this.#settings;
    const folder = new SpillFolder({
      place: spillPlace(location, temporaryFolder),
      instance: instance.id,
      owner: ownerToken(instance),
      clock: this.#clock,
      logger: this.#logger,
    });
    return new Spill({
      folder,
      limitBytes: SPILL_LIMIT_BYTES,
      clock: this.#clock,
      logger: this.#logger,
      fullChanged: (isFull) => this.#send({ type: 'spill-full', isFull }),
    });
  }

  #createPipeline(): IngestPipeline {
    return new IngestPipeline({
      storage: this.#storage,
      keeper: this.#keeper,
      spill: this.#spill,
      clock: this.#clock,
      logger: this.#logger,
      instance: this.#settings.instance.id,
      defaultLevel: this.#settings.defaultLevel,
      kept: (sequence) => this.#send({ type: 'batch-kept', sequence }),
      lost: (requests) => this.#send({ type: 'lost', requests }),
    });
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

/** Resolves when the work has ended, well or not, or has taken too long. */
async function settledWithin(millis: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millis);
  });
  await Promise.race([work.catch(() => {}), timeout]);
  clearTimeout(timer);
}
