import { randomUUID } from 'node:crypto';
import type { Profiler, Session } from 'node:inspector';
import type { Clock } from '../../model/clock.ts';
import { evaluateInApp } from './app-evaluation.ts';
import { closeAppSession, openAppSession } from './app-session.ts';
import { SampledStacks } from './sampled-stacks.ts';
import type { StackSampler, StackSamplerEvents, StackSamplerStatus } from './stack-sampler.ts';

const ROTATION_MILLIS = 1000;
const MICROS_PER_MILLI = 1000;
/** The app's thread may be in one long synchronous call; after this it is taken for gone. */
const ANSWER_PATIENCE_MILLIS = 60_000;
/** Standing still longer than this, so often in a row, is no price for profiles. */
const DEAR_ROTATION_MILLIS = 50;
const DEAR_ROTATIONS = 5;

/**
 * V8's own CPU profiler, through an inspector session from the worker to the app's thread. It is never stopped while it is
 * wanted: starting it stops the app for tens of milliseconds, and makes it forget what was inlined. Instead the next
 * of two overlapping profiles is begun before the last one is ended. Their titles cannot be guessed, because the app
 * and DevTools use the same channel.
 */
export class InspectorSampler implements StackSampler {
  readonly #events: StackSamplerEvents;
  readonly #clock: Clock;
  readonly #obstacle: string | null;
  #session: Session | null = null;
  #title: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #rotating: Promise<void> | null = null;
  #askedAt = 0;
  #samplingPeriodMillis: number | null = null;
  #startMillis: number | null = null;
  #rotationMillis: number | null = null;
  #longestRotationMillis: number | null = null;
  #rotations = 0;
  #dearRotations = 0;
  #disabledReason: string | null = null;

  /** @param obstacle why the app must not be sampled; null where it may */
  constructor(events: StackSamplerEvents, clock: Clock, obstacle: string | null = null) {
    this.#events = events;
    this.#obstacle = obstacle;
    this.#clock = clock;
  }

  get status(): StackSamplerStatus {
    return {
      isSampling: this.#session !== null,
      samplingPeriodMillis: this.#samplingPeriodMillis,
      startMillis: this.#startMillis,
      rotationMillis: this.#rotationMillis,
      longestRotationMillis: this.#longestRotationMillis,
      rotations: this.#rotations,
      disabledReason: this.#disabledReason,
    };
  }

  start(samplingPeriodMillis: number): void {
    if (this.#session !== null || this.#disabledReason !== null) return;
    if (this.#obstacle !== null) return this.#disable(this.#obstacle);
    try {
      const session = openAppSession();
      this.#session = session;
      session.on('Profiler.consoleProfileFinished', ({ params }) => this.#finished(params));
      session.post('Profiler.enable');
      const interval = Math.max(1, Math.round(samplingPeriodMillis * MICROS_PER_MILLI));
      session.post('Profiler.setSamplingInterval', { interval }, (error) => {
        if (error !== null) this.#disable(error.message);
      });
    } catch (error) {
      this.#disable(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#samplingPeriodMillis = samplingPeriodMillis;
    void this.rotate();
    this.#timer = setInterval(() => void this.#tick(), ROTATION_MILLIS);
    this.#timer.unref();
  }

  rotate(): Promise<void> {
    this.#rotating ??= this.#rotate().finally(() => {
      this.#rotating = null;
    });
    return this.#rotating;
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    const session = this.#session;
    this.#session = null;
    this.#title = null;
    this.#samplingPeriodMillis = null;
    // Disabling its domain ends what the session has begun.
    if (session !== null) closeAppSession(session);
  }

  #tick(): void {
    if (this.#rotating === null) {
      void this.rotate();
      return;
    }
    if (this.#clock.monotonic() - this.#askedAt > ANSWER_PATIENCE_MILLIS) this.#disable('the app does not answer');
  }

  async #rotate(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const [begun, ended] = [`nmd-${randomUUID()}`, this.#title];
    this.#askedAt = this.#clock.monotonic();
    try {
      const millis = await evaluateInApp<number>(session, rotation(begun, ended));
      if (this.#session !== session) return;
      this.#title = begun;
      this.#note(ended === null, millis);
    } catch (error) {
      if (this.#session === session) this.#disable(error instanceof Error ? error.message : String(error));
    }
  }

  #note(isStart: boolean, millis: number): void {
    if (isStart) {
      this.#startMillis = millis;
      return;
    }
    this.#rotations += 1;
    this.#rotationMillis = millis;
    this.#longestRotationMillis = Math.max(this.#longestRotationMillis ?? 0, millis);
    this.#dearRotations = millis > DEAR_ROTATION_MILLIS ? this.#dearRotations + 1 : 0;
    if (this.#dearRotations >= DEAR_ROTATIONS)
      this.#disable(`each rotation stops the app for ${Math.round(millis)} ms`);
  }

  #finished({ title, profile }: Profiler.ConsoleProfileFinishedEventDataType): void {
    if (title === undefined || title !== this.#title) return;
    this.#events.sampled(new SampledStacks(profile));
  }

  #disable(reason: string): void {
    this.stop();
    if (this.#disabledReason !== null) return;
    this.#disabledReason = reason;
    this.#events.disabled(reason);
  }
}

/** Runs on the app's thread, and answers for how many milliseconds. */
function rotation(begun: string, ended: string | null): string {
  const end = ended === null ? '' : `console.profileEnd('${ended}');`;
  return `(()=>{const a=process.hrtime.bigint();console.profile('${begun}');${end}return Number(process.hrtime.bigint()-a)/1e6})()`;
}
