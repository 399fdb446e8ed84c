// A bookshop with two weeks behind it. Everything about its past is fixed but the hour at which it ends: the last full one.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';
import { CURRENT_VERSION, writePast } from './bookshop-past.mjs';

await writePast(process.env.DATABASE_FILE);

const app = express();
const monitor = dashboard.bind(app, { version: CURRENT_VERSION, groupBy: (request) => request.get('x-user') });

let stock = 20;
const nextStock = () => (stock += 3);
monitor.addGraph('Stock', nextStock, 'interval', { seconds: 1 });
monitor.addGraph('Shelf', () => ({ free: 3, used: -9 }), 'interval', { seconds: 1 });
monitor.addGraph('Printer', () => Promise.reject(new Error('out of paper')), 'interval', { seconds: 1 });

const answer = (_request, response) => response.json({ ok: true });
const books = express.Router();
books.get('/', answer);
books.get('/:id', answer);
books.post('/:id/reviews', answer);
const reports = express.Router();
reports.get('/:year/:month', answer);
const admin = express.Router();
admin.use('/reports', reports);
admin.delete('/books/:id', answer);

app.get('/', answer);
app.use('/books', books);
app.use('/admin', admin);
app.get('/search', answer);
app.post('/orders', (_request, response) => response.status(500).json({ ok: false }));
app.get('/orders/:id', answer);
app.route('/account/profile').get(answer).put(answer);
app.get('/covers/:file', answer);

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
