import type { TimeStep } from '../../../src/model/metrics-query.ts';
import type { MetricsQuestion, RequestsQuestion } from './api-client.ts';
import type { DetailsQuestion, GroupQuestion } from './details-client.ts';
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
  users: ['users'],
  database: ['database'],
  instances: ['instances'],
  tokens: ['tokens'],
  graphs: ['live', 'graphs'],
  graphPoints: (id: number, step: TimeStep, time: TimeChoice) => ['live', 'graph', id, step, time] as const,
  runtime: (step: TimeStep, time: TimeChoice) => ['live', 'runtime', step, time] as const,
  profiles: (question: Omit<DetailsQuestion, 'range'>, time: TimeChoice) =>
    ['live', 'profiles', question, time] as const,
  outliers: (question: Omit<DetailsQuestion, 'range'>, time: TimeChoice) =>
    ['live', 'outliers', question, time] as const,
  blocked: (time: TimeChoice) => ['live', 'blocked', time] as const,
  groupedProfile: (question: Omit<GroupQuestion, 'range'>, time: TimeChoice) =>
    ['grouped-profile', question, time] as const,
  profile: (requestId: number) => ['profile', requestId] as const,
  outlier: (id: number) => ['outlier', id] as const,
  regressions: ['regressions'],
  report: (query: unknown) => ['report', query] as const,
  codeLinks: ['code-links'],
  versions: (endpoint: number | null) => ['versions', endpoint] as const,
  groups: (time: TimeChoice) => ['groups', time] as const,
  ips: (time: TimeChoice) => ['ips', time] as const,
} as const;
