import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { StackSample } from '../../model/outlier.ts';
import type { Profile } from '../../model/profile.ts';
import { TILE_FIELD, TILE_STRIDE, type TraceRecord } from '../trace-record.ts';
import { CallLines } from './call-lines.ts';
import { InspectorSampler } from './inspector-sampler.ts';
import { PossibleLines } from './possible-lines.ts';
import { assembleProfile } from './profile-assembler.ts';
import type { SampledStacks } from './sampled-stacks.ts';
import { ScriptMaps } from './script-maps.ts';
import { SegmentMemory } from './segment-memory.ts';
import { SourceLines } from './source-lines.ts';
import type { StackSampler, StackSamplerEvents, StackSamplerStatus } from './stack-sampler.ts';

export interface ProfileMakerParts {
  readonly instance: string;
  readonly version: string;
  readonly clock: Clock;
  /** See `samplerObstacle`. */
  readonly samplerObstacle?: string | null;
  profiled(profile: Profile): void;
  /** The sampler has given up; profiles go on without it. */
  samplerDisabled?(reason: string): void;
  readonly createSampler?: (events: StackSamplerEvents) => StackSampler;
}

export const PROFILE_DROP_REASONS = ['queue-full', 'failed'] as const;
export type ProfileDropReason = (typeof PROFILE_DROP_REASONS)[number];

export interface ProfileMakerStatus extends StackSamplerStatus {
  readonly profiles: number;
  /** Profiles made without samples, because none came in time. */
  readonly unsampled: number;
  readonly waiting: number;
  readonly dropped: Readonly<Record<ProfileDropReason, number>>;
}

/** A second each; longer requests keep their exact waits, but not all samples. */
const KEPT_SAMPLES = 30;
const MAXIMUM_WAITING = 200;
/** The app's thread may be blocked; then samples come late, and after this not at all. */
const SAMPLES_PATIENCE_MILLIS = 10_000;
const CHECK_MILLIS = 1000;
const END_OF_LAST_TILE = TILE_FIELD.end - TILE_STRIDE;

interface WaitingTrace {
  readonly record: TraceRecord;
  /** V8's clock. */
  readonly end: number;
  readonly since: number;
}

/** The worker's half of the profiler: holds the sampler, and makes profiles of traces once their samples are there. */
export class ProfileMaker {
  readonly #parts: ProfileMakerParts;
  readonly #sampler: StackSampler;
  readonly #sources: SourceLines = new SourceLines();
  readonly #calls: CallLines = new CallLines(this.#sources);
  readonly #segments: SegmentMemory = new SegmentMemory();
  readonly #possible: PossibleLines = new PossibleLines(this.#sources);
  readonly #scripts: ScriptMaps;
  #samples: SampledStacks[] = [];
  #waiting: WaitingTrace[] = [];
  #timer: NodeJS.Timeout | null = null;
  #samplingPeriodMillis: DurationMillis | null = null;
  #profiles = 0;
  #unsampled = 0;
  readonly #dropped: Record<ProfileDropReason, number> = { 'queue-full': 0, failed: 0 };

  constructor(parts: ProfileMakerParts) {
    this.#parts = parts;
    const events: StackSamplerEvents = {
      sampled: (stacks) => this.#sampled(stacks),
      disabled: (reason) => this.#samplerDisabled(reason),
    };
    this.#scripts = new ScriptMaps(this.#sources, parts.clock);
    this.#sampler = parts.createSampler?.(events) ?? new InspectorSampler(events, parts.clock, parts.samplerObstacle);
  }

  get status(): ProfileMakerStatus {
    return {
      ...this.#sampler.status,
      profiles: this.#profiles,
      unsampled: this.#unsampled,
      waiting: this.#waiting.length,
      dropped: { ...this.#dropped },
    };
  }

  /** An endpoint is at level 3 from now on. Safe to call again. */
  start(samplingPeriodMillis: DurationMillis): void {
    this.#sampler.start(samplingPeriodMillis);
    this.#samplingPeriodMillis = this.#sampler.status.samplingPeriodMillis;
  }

  /** No endpoint is at level 3 any more, or the process ends: nothing is left on the app's thread. */
  stop(): void {
    this.#sampler.stop();
    this.#scripts.stop();
    this.#assembleAll();
    this.#samples = [];
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  add(record: TraceRecord): void {
    if (this.#waiting.length >= MAXIMUM_WAITING) {
      this.#dropped['queue-full'] += 1;
      return;
    }
    const learning = this.#scripts.learn(record.frames.map(({ file }) => file));
    const lastTile = record.tiles.at(END_OF_LAST_TILE) ?? 0;
    this.#waiting.push({ record, end: lastTile + record.clockOffsetMillis, since: this.#parts.clock.monotonic() });
    if (!this.#sampler.status.isSampling && learning === null) this.#assembleAll();
    else this.#timer ??= setInterval(() => this.#check(), CHECK_MILLIS).unref();
  }

  /** Resolves when all traces added so far have become profiles. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#sampler.rotate();
    await this.#scripts.learn([]);
    this.#assembleAll();
  }

  /** Follows source maps and adds the text of each line. */
  resolve(stacks: readonly StackSample[]): readonly StackSample[] {
    void this.#scripts.learn(stacks.flatMap(({ lines }) => lines.map(({ file }) => file)));
    return stacks.map((stack) => ({ ...stack, lines: stack.lines.map((line) => this.#sources.resolve(line)) }));
  }

  #sampled(stacks: SampledStacks): void {
    this.#samples.push(stacks);
    if (this.#samples.length > KEPT_SAMPLES) this.#samples.shift();
    if (!this.#scripts.isAsking) this.#assemble(({ end }) => end <= stacks.end);
  }

  #samplerDisabled(reason: string): void {
    this.#assembleAll();
    this.#parts.samplerDisabled?.(reason);
  }

  #check(): void {
    const now = this.#parts.clock.monotonic();
    const covered = this.#sampler.status.isSampling ? (this.#samples.at(-1)?.end ?? 0) : Number.POSITIVE_INFINITY;
    if (this.#scripts.isAsking) return;
    this.#assemble(({ since, end }) => end <= covered || now - since > SAMPLES_PATIENCE_MILLIS);
    if (this.#waiting.length > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #assembleAll(): void {
    this.#assemble(() => true);
  }

  #assemble(isReady: (trace: WaitingTrace) => boolean): void {
    const ready = this.#waiting.filter(isReady);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((trace) => !ready.includes(trace));
    for (const { record, end } of ready) this.#make(record, end);
  }

  #make(record: TraceRecord, end: number): void {
    const start = end - record.durationMillis;
    const covering = this.#samples.filter((samples) => samples.end >= start && samples.start <= end);
    if (covering.length === 0) this.#unsampled += 1;
    const { instance, version } = this.#parts;
    const samplingPeriodMillis = covering.length === 0 ? null : this.#samplingPeriodMillis;
    try {
      const [sources, calls, segments, possible] = [this.#sources, this.#calls, this.#segments, this.#possible];
      const knowledge = { sources, calls, segments, possible };
      const profile = assembleProfile(record, covering, knowledge, { instance, version, samplingPeriodMillis });
      this.#profiles += 1;
      this.#parts.profiled(profile);
    } catch {
      this.#dropped.failed += 1;
    }
  }
}
