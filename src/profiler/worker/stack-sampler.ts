import type { DurationMillis } from '../../model/clock.ts';
import type { SampledStacks } from './sampled-stacks.ts';

/** Looks at the app's thread at regular intervals and tells which code runs. */
export interface StackSampler {
  /** From now on, until `stop`. `sampled` gets what was seen about once a second, without gaps in between. */
  start(samplingPeriodMillis: DurationMillis): void;
  /** What has been seen so far comes at once, as far as the app's thread can be asked. */
  rotate(): Promise<void>;
  /** Leaves nothing behind on the app's thread. May be started again. */
  stop(): void;
  readonly status: StackSamplerStatus;
}

export interface StackSamplerEvents {
  sampled(stacks: SampledStacks): void;
  /** Sampling has ended for good, and why. */
  disabled(reason: string): void;
}

/** All times are of the app's thread. */
export interface StackSamplerStatus {
  readonly isSampling: boolean;
  readonly samplingPeriodMillis: DurationMillis | null;
  /** How long the app stood still when sampling began. */
  readonly startMillis: DurationMillis | null;
  /** How long it stands still once a second: the latest and the longest. */
  readonly rotationMillis: DurationMillis | null;
  readonly longestRotationMillis: DurationMillis | null;
  readonly rotations: number;
  readonly disabledReason: string | null;
}
