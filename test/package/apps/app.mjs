import express from 'express';
import { bind } from 'node-monitoring-dashboard';
import { bind as bindExpress } from 'node-monitoring-dashboard/express';
import helper from './serve-and-check.cjs';

if (typeof bindExpress !== 'function') throw new Error('the subpath has no bind');
const app = express();
const dashboard = bind(app, { username: 'ann', password: 'correct horse battery' });
app.get('/items/:id', (req, res) => res.json(req.params));
await helper.serveAndCheck(app, dashboard);
