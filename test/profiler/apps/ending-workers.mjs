// node ending-workers.mjs <engine folder> <amount>: workers ask this busy process something and end, one after the other.
import { pathToFileURL } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const [folder, amount] = process.argv.slice(2);
  setInterval(() => {
    for (const end = performance.now() + 3; performance.now() < end; );
  }, 4).unref();
  for (let index = 0; index < Number(amount); index += 1) {
    const worker = new Worker(new URL(import.meta.url), { workerData: pathToFileURL(folder).href });
    await new Promise((resolve) => worker.once('exit', resolve));
  }
  console.log('survived');
} else {
  const { closeAppSession, openAppSession } = await import(`${workerData}/profiler/worker/app-session.mjs`);
  const { evaluateInApp } = await import(`${workerData}/profiler/worker/app-evaluation.mjs`);
  const awake = setInterval(() => {}, 1000);
  const session = openAppSession();
  await evaluateInApp(session, '1');
  closeAppSession(session);
  clearInterval(awake);
}
