import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import type { DurationMillis } from '../../model/clock.ts';
import type { InstanceIdentity } from '../../model/instance.ts';

/** An owner on another machine, or in another container, that was silent for so long has ended. */
const LONGEST_SILENCE_MILLIS = 2 * 60_000;
/** Machine, process id, start of the process and monitor in it. */
const TOKEN = /^([0-9a-f]{8})\.(\d+)\.(\d+)\.[0-9a-f]+$/;

/** Instead of an owner, when the monitor was closed in order: anybody may take the file. */
export const NO_OWNER = 'free';

/**
 * A name for this monitor that no later one has, even with the same process id: on Linux the start of
 * the process is part of it, and the machine is told by boot and process namespace, as containers
 * share names.
 */
export function ownerToken({ id, host, pid }: Pick<InstanceIdentity, 'id' | 'host' | 'pid'>): string {
  return `${machineOf(host)}.${pid}.${startOf(pid) ?? 0}.${id.slice(0, 8)}`;
}

/** Whether nobody writes to the owner's files any more. Its latest sign of life was `silentMillis` ago. */
export function hasOwnerEnded(owner: string, self: string, silentMillis: DurationMillis): boolean {
  if (owner === NO_OWNER) return true;
  const [, machine, pid, start] = TOKEN.exec(owner) ?? [];
  const [, ownMachine, ownPid] = TOKEN.exec(self) ?? [];
  if (machine !== ownMachine) return silentMillis > LONGEST_SILENCE_MILLIS;
  if (start !== '0') return startOf(Number(pid)) !== Number(start);
  return pid === ownPid ? silentMillis > LONGEST_SILENCE_MILLIS : !isRunning(Number(pid));
}

function machineOf(host: string): string {
  let identity = host;
  try {
    identity = `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Not Linux: the host's name has to do.
  }
  return createHash('sha256').update(identity).digest('hex').slice(0, 8);
}

/** In clock ticks since boot; null when there is no such process, or it only waits to be buried. */
function startOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold anything.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : Number(fields[18]);
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
