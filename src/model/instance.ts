import type { EpochMillis } from './clock.ts';

/** One monitor in one process; a fleet has many. */
export interface InstanceIdentity {
  /** As in `RecordBatch.instance`. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Of the app. */
  readonly version: string;
  readonly startedAt: EpochMillis;
}

/** An instance as the database knows it. All but the id are null of one that never reached the database itself: others stored its records. */
export type KnownInstance = {
  readonly id: string;
  /** By which requests name it; null until one of its batches is stored. */
  readonly number: number | null;
} & {
  readonly [Key in keyof Omit<InstanceIdentity, 'id'>]: InstanceIdentity[Key] | null;
} & { readonly lastSeen: EpochMillis | null };

/** How often an instance says that it lives. */
export const HEARTBEAT_MILLIS = 10_000;
/** Of so many heartbeats one may be late or lost. Hosts' clocks differ too. */
const MISSED_HEARTBEATS = 3;

export function isLive({ lastSeen }: Pick<KnownInstance, 'lastSeen'>, now: EpochMillis): boolean {
  return lastSeen !== null && now - lastSeen <= MISSED_HEARTBEATS * HEARTBEAT_MILLIS;
}
