import type { ApiInstance } from '../../../src/api/admin-contract.ts';

type Named = Pick<ApiInstance, 'id' | 'number' | 'host' | 'pid'>;

/** `web-1 · 4711`, as people know a process. `number` as in the URL. */
export function instanceName(instances: readonly Named[], number: string): string {
  const instance = instances.find((each) => String(each.number) === number);
  return instance === undefined ? number : processName(instance);
}

export function processName({ id, host, pid }: Pick<Named, 'id' | 'host' | 'pid'>): string {
  return host === null ? id : `${host} · ${pid}`;
}
