// Tells when a long-running script is to end: by Ctrl-C, by a signal, or because npm went away.

const LOOK_MILLIS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {() => void} end May be called more than once. */
export function whenToldToEnd(end) {
  for (const signal of SIGNALS) process.on(signal, end);
  if (process.env.npm_lifecycle_event === undefined) return;
  // SIGTERM to npm ends the shell in between, which passes nothing on: we only get another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, LOOK_MILLIS).unref();
}
