const express = require('express');
const { bind } = require('node-monitoring-dashboard');
const { bind: bindExpress } = require('node-monitoring-dashboard/express');
const { serveAndCheck } = require('./serve-and-check.cjs');

if (typeof bindExpress !== 'function') throw new Error('the subpath has no bind');
const app = express();
const dashboard = bind(app, { username: 'ann', password: 'correct horse battery' });
app.get('/items/:id', (req, res) => res.json(req.params));
serveAndCheck(app, dashboard);
