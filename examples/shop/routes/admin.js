import { Router } from 'express';
import { busy, compute, mayFail } from '../behaviour.js';
import { EXPORT } from '../endpoints.js';
import { requireAdmin } from '../sign-in.js';

const reports = Router({ mergeParams: true });
reports.get('/', busy('GET /admin/reports/:report'), (request, response) => {
  response.json({ report: request.params.report, rows: 1200 });
});
// Blocks the event loop: while it runs, nobody else is served.
reports.get('/export', mayFail('GET /admin/reports/:report/export'), (_request, response) => {
  response.type('csv').send(`total\n${compute(EXPORT)}\n`);
});

export const admin = Router();
admin.use(requireAdmin);
admin.use('/reports/:report', reports);
