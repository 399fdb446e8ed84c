import type { IncomingMessage } from 'node:http';
import type { DashboardOptions } from '../config/options.ts';
import { type Dashboard, startMonitor } from '../monitor.ts';
import { createExpressAdapter } from './express/express-adapter.ts';
import { type ExpressApp, type ExpressRequest, isExpressApp } from './express/express-app.ts';
import type { FrameworkAdapter } from './framework-adapter.ts';
import { unsupportedApp } from './unsupported-app.ts';

/**
 * Monitors an app of any supported framework and serves its dashboard below `/dashboard`; today that is
 * Express 4 and 5. Call it once per app, before or after its routes.
 *
 * @throws MonitoringError `NMD_UNSUPPORTED_APP` when no adapter knows the app, `NMD_ALREADY_BOUND` when it
 * has a dashboard already, `NMD_INVALID_OPTIONS` naming every problem with the options. The app is then
 * left as it was.
 */
export function bind<Request extends IncomingMessage = ExpressRequest>(
  app: ExpressApp<Request>,
  options: DashboardOptions<Request> = {},
): Dashboard {
  return startMonitor(detectAdapter(app), options);
}

function detectAdapter<Request extends IncomingMessage>(app: ExpressApp<Request>): FrameworkAdapter<Request> {
  if (isExpressApp(app)) return createExpressAdapter<Request>(app);
  throw unsupportedApp('an Express 4 or 5 app', app);
}
