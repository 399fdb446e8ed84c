// The monitored app is a part of another one.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const shop = express();
dashboard.bind(shop);
shop.get('/stock/:id', (_request, response) => response.json({ ok: true }));

const parent = express();
parent.use('/admin', shop);
const server = parent.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
