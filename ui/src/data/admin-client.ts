import type {
  ConfigAnswer,
  DatabaseAnswer,
  InstancesAnswer,
  PruneAnswer,
  RuntimeAnswer,
} from '../../../src/api/admin-contract.ts';
import type { TimeStep } from '../../../src/model/metrics-query.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { isoRange } from './api-client.ts';
import { get, write } from './transport.ts';

export function fetchConfig(signal?: AbortSignal): Promise<ConfigAnswer> {
  return get('config', {}, signal);
}

export function fetchDatabase(signal?: AbortSignal): Promise<DatabaseAnswer> {
  return get('database', {}, signal);
}

export function fetchInstances(signal?: AbortSignal): Promise<InstancesAnswer> {
  return get('instances', {}, signal);
}

export function fetchRuntime(range: TimeRange, step: TimeStep, signal?: AbortSignal): Promise<RuntimeAnswer> {
  return get('runtime', { ...isoRange(range), step }, signal);
}

/** What would go now. */
export async function previewPrune(): Promise<PruneAnswer> {
  return (await write<PruneAnswer>('POST', 'database/prune', { dryRun: true })) ?? { removes: null };
}

/** Goes on in the background. */
export async function startPrune(): Promise<void> {
  await write('POST', 'database/prune', {});
}

export async function cancelPrune(): Promise<void> {
  await write('POST', 'database/prune/cancel', null);
}

export async function removeEndpoint(id: number): Promise<void> {
  await write('DELETE', `endpoints/${id}`, null);
}

export async function mergeEndpoint(id: number, into: number): Promise<void> {
  await write('POST', `endpoints/${id}/merge`, { into });
}
