import type { RequestInFlight } from '../../adapters/framework-adapter.ts';
import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { EndpointAverage } from '../../model/endpoint-average.ts';
import type { StackSample } from '../../model/outlier.ts';
import type { FollowingStatus } from '../../model/status.ts';
import type { BlockedMoment, Heartbeat } from '../../profiler/app/heartbeat.ts';
import type { BusyStretch } from '../../profiler/app/loop-log.ts';
import type { RequestProfiler } from '../../profiler/app/request-profiler.ts';
import type { Losses } from '../losses.ts';
import type { MonitoringLevels } from '../monitoring-levels.ts';
import type { OutlierRecorder } from '../outliers/outlier-recorder.ts';
import { NO_THRESHOLD, type OutlierThresholds } from '../outliers/outlier-thresholds.ts';
import { FollowedRequest, type RequestStart } from './followed-request.ts';
import { LoopWatch } from './loop-watch.ts';
import { RoutePrediction } from './route-prediction.ts';
import { Tracing } from './tracing.ts';

export interface RequestFollowerParts {
  readonly clock: Clock;
  readonly levels: MonitoringLevels;
  readonly thresholds: OutlierThresholds;
  readonly outliers: OutlierRecorder;
  readonly profiler: RequestProfiler;
  readonly heartbeat: Pick<Heartbeat, 'beat' | 'rest' | 'takeBlockedMoment'>;
  readonly losses: Losses;
  /** Routes registered so far. */
  listEndpoints(): readonly EndpointKey[];
}

/** A stack may come late, when what blocked the loop is over; what ends in this time is not known to have blocked it. */
const NOTICING_MILLIS = 25;
const LOOK_AGAIN_MILLIS = 250;
const LEVEL_WITH_OUTLIERS = 2;
const LEVEL_WITH_PROFILES = 3;

/**
 * Levels 2 and 3: watches requests while they are under way. As long as no endpoint is at these levels it is not asked
 * for anything, and leaves no timer, hook or session behind.
 */
export class RequestFollower {
  readonly #parts: RequestFollowerParts;
  readonly #loop: LoopWatch;
  readonly #tracing: Tracing;
  #prediction: RoutePrediction | null = null;
  #requestsInFlight = 0;
  /** The one whose code the app's framework runs right now, in its first turn. */
  #entered: FollowedRequest | null = null;
  /** Who ran longest in its first turn since the loop was last seen to turn. */
  #longestFirstTurn: BusyStretch | null = null;

  constructor(parts: RequestFollowerParts) {
    this.#parts = parts;
    this.#tracing = new Tracing(parts.profiler, parts.levels, parts.clock);
    this.#loop = new LoopWatch({
      clock: parts.clock,
      heartbeat: parts.heartbeat,
      due: (request, now) => this.#due(request, now),
      blocked: (from, to) => this.#blocked(from, to),
      ticked: (now) => {
        this.#longestFirstTurn = null;
        parts.outliers.tick(now);
      },
    });
  }

  /** Whether any endpoint has outliers or profiles. */
  get isNeeded(): boolean {
    return this.#parts.levels.highest >= LEVEL_WITH_OUTLIERS;
  }

  get isRunning(): boolean {
    return this.#loop.isRunning;
  }

  get status(): FollowingStatus {
    const { profiler, losses } = this.#parts;
    const { traces, refused, costMillis, failures } = profiler.status;
    const tracesRefused = refused + this.#tracing.skipped;
    return {
      ...{ outliers: losses.outliers, outliersOverLimit: losses.outliersOverLimit, traces },
      ...{ tracesRefused, tracingMillis: costMillis, tracingFailures: failures },
    };
  }

  requestStarted(start: RequestStart): FollowedRequest {
    this.#requestsInFlight += 1;
    return new FollowedRequest(start, this.#predictionNow().of(start.method, start.path));
  }

  /** Lets the app handle the request. Throws what the app throws. */
  follow(request: FollowedRequest, inFlight: RequestInFlight, handle: () => void): void {
    request.inFlight = inFlight;
    this.#guard(() => this.#begin(request));
    const outer = this.#entered;
    this.#entered = request;
    try {
      if (request.trace === null) handle();
      else request.trace.run(handle);
    } finally {
      this.#entered = outer;
      this.#guard(() => this.#firstTurnEnded(request));
    }
  }

  /** Answers what the request's record has to refer to, null for nothing. */
  requestFinished(request: FollowedRequest, endpoint: EndpointKey, durationMillis: DurationMillis): number | null {
    request.endpoint = endpoint;
    // While it is still there: who was blocked until the end of the request has to hear of it.
    this.#guard(() => this.#loop.notice(request.start.startedMonotonic + durationMillis));
    this.#loop.remove(request);
    const trace = this.#guard(() => this.#finish(request, endpoint, durationMillis));
    this.#requestsInFlight -= 1;
    // Who was busy when is remembered for a while, but not with all that the app's request holds.
    request.inFlight = null;
    request.trace = null;
    return trace;
  }

  /** Levels have changed: perhaps there is nothing left to do. */
  levelsChanged(): void {
    if (this.isNeeded) return;
    this.stop();
  }

  averagesChanged(averages: readonly EndpointAverage[]): void {
    this.#parts.thresholds.update(averages);
  }

  stop(): void {
    this.#loop.stop();
    this.#parts.profiler.stop();
    this.#prediction = null;
  }

  #begin(request: FollowedRequest): void {
    const { predicted, start } = request;
    const { levels, profiler } = this.#parts;
    const isWatched = predicted === null || levels.of(predicted) >= LEVEL_WITH_OUTLIERS;
    if (isWatched) {
      request.dueAt = this.#dueAt(request, predicted, start.startedMonotonic);
      this.#loop.add(request, start.startedMonotonic);
      request.trace = this.#tracing.start(request);
    }
    if (request.trace === null) profiler.requestEntered(request);
  }

  /** When to look whether it has lasted too long; soon again where that is not known yet. */
  #dueAt({ start }: FollowedRequest, endpoint: EndpointKey | null, now: DurationMillis): DurationMillis {
    const threshold = endpoint === null ? NO_THRESHOLD : this.#parts.thresholds.of(endpoint);
    return threshold === NO_THRESHOLD ? now + LOOK_AGAIN_MILLIS : start.startedMonotonic + threshold;
  }

  #firstTurnEnded(request: FollowedRequest): void {
    const end = this.#parts.clock.monotonic();
    const start = request.start.startedMonotonic;
    const longest = this.#longestFirstTurn;
    if (longest === null || end - start > longest.end - longest.start) {
      this.#longestFirstTurn = { holder: request, start, end };
    }
  }

  #due(request: FollowedRequest, now: DurationMillis): void {
    request.dueAt = NO_THRESHOLD;
    this.#guard(() => {
      const endpoint = request.likelyEndpoint();
      if (endpoint !== null && this.#parts.levels.of(endpoint) < LEVEL_WITH_OUTLIERS) return;
      // A route may have it by now that nobody foresaw.
      const dueAt = this.#dueAt(request, endpoint, now);
      if (dueAt > now) request.dueAt = dueAt;
      else if (endpoint !== null) this.#record(request, endpoint, now);
    });
  }

  #record(request: FollowedRequest, endpoint: EndpointKey, now: DurationMillis): void {
    request.isOutlier = true;
    const elapsedMillis = now - request.start.startedMonotonic;
    const thresholdMillis = this.#parts.thresholds.of(endpoint);
    const moment = { endpoint, elapsedMillis, thresholdMillis, requestsInFlight: this.#requestsInFlight };
    if (this.#parts.outliers.record(request, moment)) this.#tracing.prefer(endpoint);
  }

  #finish(request: FollowedRequest, endpoint: EndpointKey, durationMillis: DurationMillis): number | null {
    const { levels, thresholds } = this.#parts;
    const level = levels.of(endpoint);
    if (request.predicted !== endpoint) this.#predictionNow().learn(request.start.method, request.start.path, endpoint);
    if (level >= LEVEL_WITH_OUTLIERS) {
      // Too short to be caught under way, or the loop was blocked until its end.
      if (!request.isOutlier && durationMillis > thresholds.of(endpoint))
        this.#record(request, endpoint, request.start.startedMonotonic + durationMillis);
      thresholds.add(endpoint, durationMillis);
    }
    if (request.trace === null) return request.outlierTrace;
    const isProfiled = level >= LEVEL_WITH_PROFILES;
    const profile = this.#tracing.finish(request, { endpoint, durationMillis, isProfiled });
    return request.outlierTrace ?? profile;
  }

  /** Finds out who held the loop; what ran is the outlier's own stack, and a name in the records of those that waited. */
  #blocked(from: DurationMillis, to: DurationMillis): void {
    this.#guard(() => {
      const blocking = this.#blockingOf(from, to);
      const { holder } = blocking;
      const stack = stackWithin(this.#parts.heartbeat.takeBlockedMoment(), blocking);
      if (holder instanceof FollowedRequest) holder.runningStack = stack ?? holder.runningStack;
      for (const request of this.#loop.requests) {
        // Whose code it was is not known: it is the news of all that were there.
        if (holder === null) request.runningStack = stack ?? request.runningStack;
        if (to - from <= request.longestDelayMillis) continue;
        request.longestDelayMillis = to - from;
        request.blockedBy = holder === request ? null : holder;
      }
    });
  }

  /** The code of one request, in its first turn or, as far as it is traced, later; else the whole time and nobody's. */
  #blockingOf(from: DurationMillis, to: DurationMillis): BusyStretch {
    if (this.#entered !== null) return { holder: this.#entered, start: from, end: to };
    const first = this.#longestFirstTurn;
    this.#longestFirstTurn = null;
    if (first !== null && first.end - first.start > (to - from) / 2) return first;
    return this.#parts.profiler.busiestBetween(from, to) ?? { holder: null, start: from, end: to - NOTICING_MILLIS };
  }

  #predictionNow(): RoutePrediction {
    if (this.#prediction === null) {
      this.#prediction = new RoutePrediction();
      this.#prediction.add(this.#parts.listEndpoints());
    }
    return this.#prediction;
  }

  /** What goes wrong here must not reach the app, nor keep the request from being counted. */
  #guard<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch (error) {
      this.#parts.losses.followingFailed(error);
      return null;
    }
  }
}

function stackWithin(moment: BlockedMoment | null, { start, end }: BusyStretch): StackSample | null {
  if (moment === null || moment.at < start || moment.at > end) return null;
  return { kind: 'running', lines: moment.lines, forMillis: moment.at - start, waitsFor: null };
}
