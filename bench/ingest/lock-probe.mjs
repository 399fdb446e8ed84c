// Another process's view: for how long at a time the SQLite file cannot be written. Tries all the time; a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { chooseSqliteModule } from '../../dist/storage/sqlite/sqlite-module.js';

const { module } = await chooseSqliteModule();
const database = new module.DatabaseSync(workerData.file);
database.exec('pragma busy_timeout = 0');
let lockedSince = null;
let longest = 0;

const timer = setInterval(() => {
  const now = performance.now();
  try {
    database.exec('begin immediate');
    database.exec('rollback');
    if (lockedSince !== null) longest = Math.max(longest, now - lockedSince);
    lockedSince = null;
  } catch {
    lockedSince ??= now;
  }
}, 1);

parentPort.on('message', () => {
  clearInterval(timer);
  database.close();
  parentPort.postMessage(longest);
  parentPort.close();
});
