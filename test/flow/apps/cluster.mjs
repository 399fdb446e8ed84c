// Four processes serve one port and write to one file; the primary prints each worker's pid.
import cluster from 'node:cluster';
import express from 'express';
import { bind } from 'node-monitoring-dashboard/express';

const PROCESSES = 4;

if (cluster.isPrimary) {
  let port = 0;
  let ready = 0;
  for (let index = 0; index < PROCESSES; index += 1) {
    const worker = cluster.fork();
    worker.on('listening', (address) => {
      console.log(`worker ${worker.process.pid}`);
      port = address.port;
      ready += 1;
      if (ready === PROCESSES) console.log(`listening ${port}`);
    });
  }
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    setTimeout(() => process.exit(0), 200);
  });
} else {
  const app = express();
  const monitor = bind(app, { exclude: ['/flush'], groupBy: () => String(process.pid) });
  monitor.addGraph('Asked process', () => ({ [process.pid]: 1 }), 'interval', { seconds: 1 });
  app.get('/jobs/:id', (req, res) => res.json({ pid: process.pid, id: req.params.id }));
  app.get('/flush', async (_req, res) => {
    await monitor.flush();
    res.json({ pid: process.pid });
  });
  app.listen(0, '127.0.0.1');
}
