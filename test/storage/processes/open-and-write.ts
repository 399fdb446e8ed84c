import { systemClock } from '../../../src/model/clock.ts';
import { MonitoringError } from '../../../src/model/errors.ts';
import { createStorage } from '../../../src/storage/open-storage.ts';
import { recordBatch } from '../../support/record-batch.ts';

const { file } = JSON.parse(process.argv[2] ?? '') as { file: string };
const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
try {
  await storage.open();
  await storage.write([recordBatch(1, '1', [{ endpoint: { method: 'GET', route: '/' }, time: 0, duration: 1 }])]);
  console.log('written');
} catch (error) {
  console.log(error instanceof MonitoringError ? `${error.code}: ${error.message}` : String(error));
} finally {
  await storage.close();
}
