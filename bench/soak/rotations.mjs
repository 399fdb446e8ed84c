// What each reading-out of the sampler costs the app's thread, seen from inside the app.
import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';

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
 * machine kept its cores from the thread is no cost of the sampler, and told apart; so is a collection of garbage that fell into it.
 */
export function watchRotations() {
  const { profile, profileEnd } = console;
  const collections = [];
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
    rotations.push({
      start: began.start,
      millis: end - began.start,
      ranMillis: ran - began.ran,
      waitedMillis: waited - began.waited,
    });
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      collections.push({ start: startTime, end: startTime + duration });
  }).observe({ entryTypes: ['gc'] });

  return () =>
    rotations.map(({ start, millis, ranMillis, waitedMillis }, index) => {
      const end = start + millis;
      const during = collections.filter((collection) => collection.end > start && collection.start < end);
      const collectedMillis = during.reduce((sum, one) => sum + Math.min(one.end, end) - Math.max(one.start, start), 0);
      return { index, millis, ranMillis, waitedMillis, collectedMillis, costMillis: millis - waitedMillis };
    });
}
