// Serves REQUESTS requests to itself, then ends in the way that ENDING names.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const ending = process.env.ENDING;
const app = express();
dashboard.bind(app);
app.get('/work', (_req, res) => res.send('done'));
if (ending === 'app-handles-sigterm') {
  process.on('SIGTERM', () => {
    console.log('the app closes itself');
    server.close();
    server.closeAllConnections();
  });
}
if (ending === 'other-exit-library') {
  const { onExit } = await import('signal-exit');
  onExit(() => console.log('the other library saw the end'));
}

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (let index = 0; index < 50; index += 1) await (await fetch(`http://127.0.0.1:${port}/work`)).text();
  if (process.env.WAIT_MILLIS) await new Promise((resolve) => setTimeout(resolve, Number(process.env.WAIT_MILLIS)));
  console.log(`listening ${port}`);
  if (ending === 'process.exit') process.exit(3);
  if (ending === 'uncaught') {
    setTimeout(() => {
      throw new Error('uncaught on purpose');
    });
  }
  if (ending === 'rejection') Promise.reject(new Error('rejected on purpose'));
  if (ending === 'out-of-work') {
    server.close();
    server.closeAllConnections();
  }
});
