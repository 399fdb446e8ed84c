import type { MetricsQuestion, RequestsQuestion } from './api-client.ts';
import type { TimeChoice } from './time-choice.ts';

/**
 * Keys name what was chosen, not the times it means now: a range that follows the clock keeps its
 * place in the cache. Everything under `live` is fetched again when new data arrives.
 */
export const queryKeys = {
  session: ['session'],
  live: ['live'],
  endpoints: (time: TimeChoice) => ['live', 'endpoints', time] as const,
  endpoint: (id: number, time: TimeChoice) => ['live', 'endpoint', id, time] as const,
  metrics: (question: Omit<MetricsQuestion, 'range'>, place: unknown) => ['live', 'metrics', question, place] as const,
  requests: (question: Omit<RequestsQuestion, 'range'>, time: TimeChoice) =>
    ['live', 'requests', question, time] as const,
  status: ['live', 'status'],
  config: ['config'],
  database: ['database'],
  instances: ['instances'],
  versions: (endpoint: number | null) => ['versions', endpoint] as const,
  groups: (time: TimeChoice) => ['groups', time] as const,
  ips: (time: TimeChoice) => ['ips', time] as const,
} as const;
