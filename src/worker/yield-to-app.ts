import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** A tenth of the app's share where both want the same core, which stores some ten thousand requests a second; as much as the worker wants where a core is idle. */
const NICER_BY = 10;

/**
 * Lets the app's thread go first where cores are scarce. Linux schedules each thread by its own niceness; elsewhere, and
 * where the container forbids it, the worker stays the app's equal.
 */
export function yieldToApp(): void {
  try {
    // To be had nowhere else: Node does not tell a thread's number.
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(constants.priority.PRIORITY_LOW, getPriority(thread) + NICER_BY));
  } catch {
    // Nothing is lost but the precedence.
  }
}
