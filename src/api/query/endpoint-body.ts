import { type EndpointKey, isMonitoringLevel, MONITORING_LEVELS, type MonitoringLevel } from '../../model/endpoint.ts';
import type { InvalidInput } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { type BodyReader, jsonBody, unknownFields } from './json-body.ts';

/** As the database keeps them: a longer name would be cut, and no longer be the one that was asked for. */
const MAX_LENGTHS = { method: 20, route: 500 } as const;

/** What a change of an endpoint says: a level, a name, or both. */
export interface EndpointChange {
  readonly level: MonitoringLevel | null;
  readonly name: EndpointKey | null;
}

export const endpointBody: BodyReader<EndpointChange> = jsonBody<EndpointChange>(ref('EndpointBody'), (fields) => {
  const { level, method, route } = fields;
  const isRenamed = method !== undefined || route !== undefined;
  const errors = [
    ...unknownFields(fields, ['level', 'method', 'route']),
    ...(level !== undefined || !isRenamed ? levelError(level) : []),
    ...(isRenamed ? [...textError('method', method), ...textError('route', route)] : []),
  ];
  if (errors.length > 0) return errors;
  const name = isRenamed ? { method: String(method).toUpperCase(), route: String(route) } : null;
  return { level: isMonitoringLevel(level) ? level : null, name };
});

function levelError(level: unknown): readonly InvalidInput[] {
  if (isMonitoringLevel(level)) return [];
  const value = level === undefined ? null : JSON.stringify(level).slice(0, 100);
  return [{ name: 'level', value, allowed: `one of the numbers ${MONITORING_LEVELS.join(', ')}` }];
}

function textError(name: 'method' | 'route', value: unknown): readonly InvalidInput[] {
  const most = MAX_LENGTHS[name];
  if (typeof value === 'string' && value.trim() === value && value !== '' && value.length <= most) return [];
  return [{ name, value: null, allowed: `text of 1 to ${most} characters; a new name has a method and a route` }];
}
