// What each reading-out of the sampler costs the app's thread, seen from inside the app.
import { readFileSync } from 'node:fs';

const NANOS_PER_MILLI = 1e6;

/** Milliseconds for which this process's first thread ran, and for which it waited for a core. */
function schedule() {
  // Brings the kernel's account of the running thread up to date, which may be 4 ms behind.
  process.cpuUsage();
  const [ran, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ', 2);
  return { ran: Number(ran) / NANOS_PER_MILLI, waited: Number(waited) / NANOS_PER_MILLI };
}

/**
 * Follows the sampler's calls of `console.profile` and `console.profileEnd`. Of the time that a rotation took, what the
 * machine kept its cores from the thread is told apart.
 */
export function watchRotations() {
  const { profile, profileEnd } = console;
  const rotations = [];
  let began = null;
  console.profile = (title) => {
    began = { ...schedule(), start: performance.now() };
    profile.call(console, title);
  };
  console.profileEnd = (title) => {
    profileEnd.call(console, title);
    const end = performance.now();
    const { ran, waited } = schedule();
    const millis = end - began.start;
    const waitedMillis = waited - began.waited;
    rotations.push({
      index: rotations.length,
      ...{ millis, waitedMillis, ranMillis: ran - began.ran, costMillis: millis - waitedMillis },
    });
  };
  return () => rotations;
}
