import { randomBytes, randomUUID } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import type { FrameworkAdapter } from './adapters/framework-adapter.ts';
import { Collector } from './collector/collector.ts';
import { createExclusion } from './collector/exclusion.ts';
import type { RequestFollower } from './collector/following/request-follower.ts';
import { Losses } from './collector/losses.ts';
import { MonitoringLevels } from './collector/monitoring-levels.ts';
import { RequestRecorder } from './collector/recorders/request-recorder.ts';
import { createTouchRecorder } from './collector/recorders/touch-recorder.ts';
import { RuntimeSampler } from './collector/runtime/runtime-sampler.ts';
import { effectiveOptions } from './config/effective-options.ts';
import { lockedReason } from './config/locked-reason.ts';
import type { DashboardOptions, ResolvedOptions } from './config/options.ts';
import { resolveOptions } from './config/resolve-options.ts';
import { samplerObstacle } from './config/sampler-obstacle.ts';
import { storageLocation } from './config/storage-location.ts';
import { createFollower } from './create-follower.ts';
import { CustomGraphs } from './graphs/custom-graphs.ts';
import type { ScheduleOf } from './graphs/schedule.ts';
import { systemClock } from './model/clock.ts';
import type { GraphTrigger, GraphValue } from './model/graph.ts';
import type { Logger } from './model/logger.ts';
import type { CollectorStatus } from './model/status.ts';
import { createStderrLogger } from './model/stderr-logger.ts';
import { packageVersion } from './package-version.ts';
import { createLoopMemory } from './profiler/loop-memory.ts';
import { MonitorChannel } from './transport/monitor-channel.ts';
import type { EndpointLevel } from './transport/protocol.ts';
import { RecordBuffer } from './transport/record-buffer.ts';
import { DashboardHandler } from './web/dashboard-handler.ts';
import { LiveStreams } from './web/live-streams.ts';
import type { WorkerSettings } from './worker/worker-settings.ts';

/** By then the app has registered its routes; they are listed before anybody calls them. */
const LIST_ENDPOINTS_AFTER_MILLIS: readonly number[] = [100, 5000];
/** Longest wait for each step of closing. */
const CLOSE_TIMEOUT_MILLIS = 10_000;

/** A running monitor, as `bind` answers it. */
export interface Dashboard {
  /** Where the dashboard is, below wherever the app is mounted: `/dashboard`. */
  readonly path: string;
  /**
   * Signs in once, without a password: `/dashboard/login?token=…`. Null when credentials are configured
   * or, in production, when they are missing. Counts only while no user has a password.
   */
  readonly loginUrl: string | null;
  /**
   * Draws what `answer` answers: a finite number, or several by name (`{ free: 3, used: 9 }`). It is called on the app's
   * thread whenever `schedule` says, by one process of all that share the database, and never at once.
   *
   * @param title what the graph is known by, in all processes and versions
   * @param answer may be async; what it throws is shown on the graph, and so is a time of more than 30 s
   * @param schedule for `cron` a pattern or words like `{ hour: 23, minute: 59, second: 0 }` or `{ day_of_week: 'mon-fri' }` in the configured
   * `timezone`; for `interval` words like `{ seconds: 10 }`; for `date` a Date
   * @throws MonitoringError `NMD_INVALID_GRAPH` that says what is wrong
   */
  addGraph<Trigger extends GraphTrigger>(
    title: string,
    answer: () => GraphValue | Promise<GraphValue>,
    trigger: Trigger,
    schedule: ScheduleOf[Trigger],
  ): void;
  /** Resolves when everything recorded so far is stored or, while the database is away, safe on disk. */
  flush(): Promise<void>;
  /** Stores what is left, then takes the monitor out of the app. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Composition root: the one place that knows every part.
 *
 * @throws MonitoringError `NMD_INVALID_OPTIONS` naming every problem; the app is then left untouched.
 */
export function startMonitor<Request>(
  adapter: FrameworkAdapter<Request>,
  options: DashboardOptions<Request> = {},
): Dashboard {
  return new Monitor(adapter, resolveOptions(options));
}

class Monitor<Request> implements Dashboard {
  readonly path: string;
  readonly loginUrl: string | null;
  readonly #options: ResolvedOptions<Request>;
  readonly #locked: string | null;
  readonly #location: WorkerSettings['location'];
  readonly #loginToken: string = randomBytes(24).toString('base64url');
  readonly #buffer: RecordBuffer = new RecordBuffer();
  readonly #loopMemory: SharedArrayBuffer = createLoopMemory();
  readonly #logger: Logger;
  readonly #losses: Losses;
  readonly #levels: MonitoringLevels;
  readonly #follower: RequestFollower;
  readonly #requests: RequestRecorder<Request>;
  readonly #collector: Collector<Request>;
  readonly #runtime: RuntimeSampler;
  readonly #channel: MonitorChannel;
  readonly #graphs: CustomGraphs;
  readonly #streams: LiveStreams;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #detach: () => void;
  #closing: Promise<void> | null = null;

  constructor(adapter: FrameworkAdapter<Request>, options: ResolvedOptions<Request>) {
    this.#options = options;
    this.#locked = lockedReason(options);
    this.#location = storageLocation(options);
    this.path = `/${options.link}`;
    const hasLink = options.username === null && this.#locked === null;
    this.loginUrl = hasLink ? `${this.path}/login?token=${this.#loginToken}` : null;
    this.#logger = options.logger ?? createStderrLogger(options.enableLogging);
    this.#losses = new Losses(this.#logger);
    this.#levels = new MonitoringLevels(options.monitorLevel);
    this.#channel = this.#createChannel();
    this.#follower = this.#createFollower(adapter);
    this.#requests = this.#createRequestRecorder();
    this.#collector = this.#createCollector();
    this.#runtime = this.#createRuntimeSampler();
    this.#graphs = new CustomGraphs({
      store: this.#channel.graphs,
      clock: systemClock,
      timezone: options.timezone,
    });
    this.#streams = new LiveStreams((wanted) => this.#channel.setLiveWanted(wanted));
    // First, because it throws when the app is bound already: nothing runs then.
    this.#detach = adapter.attach({ observer: this.#collector, dashboard: this.#createHandler() });
    this.#channel.setHighestLevel(this.#levels.highest);
    this.#channel.start();
    this.#runtime.start();
    this.#timers = LIST_ENDPOINTS_AFTER_MILLIS.map((after) =>
      setTimeout(() => this.#channel.announceEndpoints(adapter.listEndpoints()), after).unref(),
    );
    for (const notice of options.notices) this.#logger.warn(notice);
    if (this.#locked !== null) this.#logger.warn(`the dashboard stays closed: ${this.#locked}`);
  }

  addGraph<Trigger extends GraphTrigger>(
    title: string,
    answer: () => GraphValue | Promise<GraphValue>,
    trigger: Trigger,
    schedule: ScheduleOf[Trigger],
  ): void {
    this.#graphs.add(title, answer, trigger, schedule);
  }

  flush(): Promise<void> {
    return this.#channel.shipper.flush();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#detach();
    this.#collector.stop();
    this.#follower.stop();
    this.#runtime.stop();
    this.#graphs.stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#streams.closeAll();
    await this.#channel.close(CLOSE_TIMEOUT_MILLIS);
  }

  #createChannel(): MonitorChannel {
    const { version } = this.#options;
    const instance = { id: randomUUID(), host: hostname(), pid: process.pid, version, startedAt: systemClock.now() };
    return new MonitorChannel({
      buffer: this.#buffer,
      instance: instance.id,
      version,
      clock: systemClock,
      logger: this.#logger,
      workerSettings: (exitMemory) => this.#workerSettings(instance, exitMemory),
      collectorStatus: () => this.#status(),
      dropped: (reason, rows, detail) => this.#losses.drop(reason, rows, detail),
      levelsChanged: (levels) => this.#levelsChanged(levels),
      averagesChanged: (averages) => this.#follower.averagesChanged(averages),
      dataChanged: () => this.#streams.change(),
      loginLinkOffered: () => this.#logger.info(`sign in once, within a day, at ${this.loginUrl}`),
    });
  }

  #workerSettings(instance: WorkerSettings['instance'], exitMemory: SharedArrayBuffer): WorkerSettings {
    const { username, password, colors, timezone, link, monitorLevel, retention, codeLinks, version } = this.#options;
    const { endpoint, ...openTelemetry } = this.#options.openTelemetry;
    return {
      location: this.#location,
      api: {
        username,
        password,
        colors,
        timezone,
        link,
        codeLinks,
        packageVersion,
        lockedReason: this.#locked,
        retention,
        options: effectiveOptions(this.#options as ResolvedOptions),
        securityToken: this.#options.securityToken,
        loginToken: this.loginUrl === null ? null : this.#loginToken,
      },
      defaultLevel: monitorLevel,
      instance,
      exitMemory,
      loopMemory: this.#loopMemory,
      appVersion: version,
      samplingPeriodMillis: this.#options.samplingPeriodMillis,
      samplerObstacle: samplerObstacle(),
      openTelemetry: endpoint === null ? null : { ...openTelemetry, endpoint },
      temporaryFolder: tmpdir(),
    };
  }

  #levelsChanged(levels: readonly EndpointLevel[]): void {
    this.#levels.update(levels);
    this.#follower.levelsChanged();
    this.#channel.setHighestLevel(this.#levels.highest);
  }

  #createFollower(adapter: FrameworkAdapter<Request>): RequestFollower {
    return createFollower({
      options: this.#options,
      buffer: this.#buffer,
      clock: systemClock,
      levels: this.#levels,
      losses: this.#losses,
      loopMemory: this.#loopMemory,
      listEndpoints: () => adapter.listEndpoints(),
      sendTrace: (record, transferables) => this.#channel.sendTrace(record, transferables),
    });
  }

  #createRequestRecorder(): RequestRecorder<Request> {
    return new RequestRecorder({
      buffer: this.#buffer,
      groupBy: this.#options.groupBy,
      getIp: this.#options.getIp,
      losses: this.#losses,
      recordAdded: () => this.#channel.shipper.recordAdded(),
    });
  }

  #createCollector(): Collector<Request> {
    const touches = createTouchRecorder<Request>(this.#buffer);
    return new Collector({
      clock: systemClock,
      levels: this.#levels,
      // Levels 2 and 3 add to level 1 what is seen while requests are under way: see `follower`.
      recorders: { 0: [touches], 1: [this.#requests], 2: [this.#requests], 3: [this.#requests] },
      excludes: createExclusion(this.#options.exclude),
      losses: this.#losses,
      follower: this.#follower,
    });
  }

  #createRuntimeSampler(): RuntimeSampler {
    return new RuntimeSampler({
      clock: systemClock,
      sampled: (sample) => {
        if (!this.#buffer.addRuntime(sample)) this.#losses.drop('buffer-full', 1, 'the worker takes nothing');
      },
      failed: (error) => this.#losses.drop('recorder-failed', 1, String(error)),
    });
  }

  #createHandler(): DashboardHandler {
    const { brandName, titleName, description, showLoginBanner, showLoginFooter, timezone } = this.#options;
    return new DashboardHandler({
      link: this.#options.link,
      config: {
        ...{ brandName, titleName, description, showLoginBanner, showLoginFooter, timezone },
        lockedReason: this.#locked,
        packageVersion,
      },
      authorize: this.#options.authorize,
      logger: this.#logger,
      streams: this.#streams,
      call: (request) => this.#channel.call(request),
    });
  }

  #status(): CollectorStatus {
    return {
      recorded: this.#requests.recorded,
      dropped: this.#losses.dropped,
      queuedRows: this.#channel.shipper.queuedRows,
      queuedBatches: this.#channel.shipper.queuedBatches,
      workerRestarts: this.#channel.workerRestarts,
      callbackErrors: this.#losses.callbackErrors,
      following: this.#follower.status,
    };
  }
}
