// An Express app with a monitoring dashboard: the two lines are the second import and `bind`.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
const { loginUrl } = dashboard.bind(app);

app.get('/', (_request, response) => {
  response.send('Hello! Try /users/7, /slow and /broken, then open /dashboard.');
});

app.get('/users/:id', (request, response) => {
  response.json({ id: request.params.id });
});

app.get('/slow', async (_request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  response.send('That took 300 ms.');
});

app.get('/broken', () => {
  throw new Error('broken on purpose');
});

const port = Number(process.env.PORT ?? 3000);
app.listen(port, (error) => {
  if (error) throw error;
  console.log(`http://localhost:${port}${loginUrl ?? '/dashboard'}`);
});
