import type { InstanceIdentity, KnownInstance } from '../model/instance.ts';

/** Which processes of a fleet share the database. */
export interface InstanceBook {
  /** Says that the instance lives, and the first time what it is. Cheap enough for every few seconds. */
  beat(instance: InstanceIdentity): Promise<void>;
  /** Seen last first; those that ended long ago, of which nothing is kept any more, are gone. */
  list(): Promise<readonly KnownInstance[]>;
}
