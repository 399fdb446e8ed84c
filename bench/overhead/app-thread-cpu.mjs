import { readFileSync } from 'node:fs';

/** CPU microseconds of this process's first thread. */
export function appThreadMicros() {
  // Brings the kernel's account of the running thread up to date, which may be 4 ms behind.
  process.cpuUsage();
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}
