// The worker's half of the profiler, as the monitor's worker holds it.
import { parentPort, workerData } from 'node:worker_threads';

const { ProfileMaker } = await import(`${workerData.engine}/profiler/worker/profile-maker.mjs`);
const { systemClock } = await import(`${workerData.engine}/model/clock.mjs`);

let profiles = [];
const maker = new ProfileMaker({
  instance: 'truth',
  version: '1',
  clock: systemClock,
  profiled: (profile) => profiles.push(profile),
});
if (workerData.samplingPeriodMillis !== null) maker.start(workerData.samplingPeriodMillis);

parentPort.on('message', async (message) => {
  if (message.type === 'trace') maker.add(message.record);
  if (message.type === 'resolve') parentPort.postMessage({ type: 'resolved', stacks: maker.resolve(message.stacks) });
  if (message.type === 'stop') {
    maker.stop();
    parentPort.close();
  }
  if (message.type === 'flush') {
    await maker.flush();
    parentPort.postMessage({ type: 'profiles', profiles, status: maker.status });
    profiles = [];
  }
});
