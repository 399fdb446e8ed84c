import { MonitoringError } from '../model/errors.ts';

/** Says what was given to `bind` instead of an app, and what to do about the usual mistakes. */
export function unsupportedApp(supported: string, given: unknown): MonitoringError {
  return new MonitoringError('NMD_UNSUPPORTED_APP', `bind() takes ${supported}. ${mistake(given)}`);
}

function mistake(value: unknown): string {
  if (value instanceof Promise) return 'It was given a promise: await the app first.';
  if (typeof value === 'function' && 'stack' in value) return 'It was given a router: bind the app that uses it.';
  if (typeof value === 'function' && 'application' in value)
    return 'It was given express itself: call it first, bind(express()).';
  if (isServer(value)) return 'It was given a server: bind the app before you pass it to the server.';
  return `It was given ${described(value)}.`;
}

function isServer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'listen' in value && 'getConnections' in value;
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  return typeof value === 'object'
    ? `an object of class ${value.constructor?.name ?? 'Object'}`
    : `the ${typeof value} ${String(value)}`;
}
