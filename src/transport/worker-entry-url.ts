/** Both module formats of the package start the same worker file, so a process that loads both shares its code. */
export const workerEntryUrl: URL = new URL('../worker/worker-main.js', import.meta.url);
