import type { EpochMillis } from './clock.ts';

/**
 * How much is recorded about an endpoint; each level adds to the one before.
 * 0: when it was last requested. 1: every request. 2: and outliers. 3: and profiles.
 */
export type MonitoringLevel = 0 | 1 | 2 | 3;

export const MONITORING_LEVELS: readonly MonitoringLevel[] = [0, 1, 2, 3];

export function isMonitoringLevel(value: unknown): value is MonitoringLevel {
  return MONITORING_LEVELS.includes(value as MonitoringLevel);
}

/** What identifies an endpoint: the route as written in the app, never the concrete URL. */
export interface EndpointKey {
  /** Upper case, as sent by the client. */
  readonly method: string;
  /** Route template, e.g. `/users/:id`. */
  readonly route: string;
}

/** All requests that no route matched, whatever their method and URL: one endpoint, so that scanners cannot fill the list. */
export const UNMATCHED: EndpointKey = { method: '*', route: '(unmatched)' };

/** What people read: `GET /users/:id`, or `(unmatched)`. */
export function endpointName({ method, route }: EndpointKey): string {
  return method === UNMATCHED.method ? route : `${method} ${route}`;
}

export interface Endpoint extends EndpointKey {
  readonly id: number;
  readonly level: MonitoringLevel;
  readonly firstSeen: EpochMillis;
  readonly lastRequested: EpochMillis | null;
}
