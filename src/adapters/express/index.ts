import type { IncomingMessage } from 'node:http';
import type { DashboardOptions } from '../../config/options.ts';
import { type Dashboard, startMonitor } from '../../monitor.ts';
import { unsupportedApp } from '../unsupported-app.ts';
import { createExpressAdapter } from './express-adapter.ts';
import { type ExpressApp, type ExpressRequest, isExpressApp } from './express-app.ts';

export type { ExpressApp, ExpressRequest } from './express-app.ts';

/**
 * Monitors an Express 4 or 5 app and serves its dashboard below `/dashboard`.
 *
 * Call it once per app, before or after its routes: both are seen. The dashboard's own requests pass
 * none of the app's middleware and are not recorded. If the app is mounted below another one, the
 * dashboard is below the mount path.
 *
 * @example
 * import express from 'express';
 * import { bind } from 'node-monitoring-dashboard/express';
 *
 * const app = express();
 * const dashboard = bind(app, { groupBy: (request) => request.get('x-customer') });
 * app.listen(3000);
 *
 * @throws MonitoringError `NMD_UNSUPPORTED_APP` when `app` is no Express app, `NMD_ALREADY_BOUND` when it
 * has a dashboard already, `NMD_INVALID_OPTIONS` naming every problem with the options. The app is then
 * left as it was.
 */
export function bind<Request extends IncomingMessage = ExpressRequest>(
  app: ExpressApp<Request>,
  options: DashboardOptions<Request> = {},
): Dashboard {
  if (!isExpressApp(app)) throw unsupportedApp('an Express 4 or 5 app', app);
  return startMonitor(createExpressAdapter<Request>(app), options);
}
