import { endpointName } from '../../model/endpoint.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Blocking } from '../../storage/detail-store.ts';
import { roundMillis } from '../answer-values.ts';
import type { ApiBlockedFinding, BlockedAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

export const blocked: Route = defineRoute<{ readonly range: TimeRange }, null, BlockedAnswer>({
  method: 'GET',
  path: '/findings/blocked',
  role: 'guest',
  summary: 'Endpoints whose code held the event loop while requests of others could have gone on, the worst first',
  needsStorage: true,
  query: { range: timeRange },
  body: noBody,
  answer: { status: 200, description: 'As outliers and profiles saw it.', schema: ref('Blocked') },
  problems: [],
  async handle({ context, query }) {
    const { storage } = context;
    const ids = new Map((await storage.listEndpoints()).map((endpoint) => [endpointName(endpoint), endpoint.id]));
    const byBlocker = new Map<string, Blocking[]>();
    for (const blocking of await storage.listBlockings(query.range)) {
      const { blockedBy } = blocking;
      byBlocker.set(blockedBy, [...(byBlocker.get(blockedBy) ?? []), blocking]);
    }
    const findings = [...byBlocker].map(([blockedBy, blockings]) =>
      describeFinding(blockings, { blockedBy, endpointId: ids.get(blockedBy) ?? null }),
    );
    return { body: { findings: findings.sort(worstFirst) } };
  },
});

function describeFinding(
  blockings: readonly Blocking[],
  who: Pick<ApiBlockedFinding, 'blockedBy' | 'endpointId'>,
): ApiBlockedFinding {
  const victims = blockings.map(({ blockedBy: _, queuedMillis, ...victim }) => ({
    ...victim,
    queuedMillis: roundMillis(queuedMillis),
  }));
  const sum = (figure: 'outliers' | 'profiles' | 'queuedMillis'): number =>
    victims.reduce((total, victim) => total + victim[figure], 0);
  return {
    ...who,
    outliers: sum('outliers'),
    profiles: sum('profiles'),
    queuedMillis: roundMillis(sum('queuedMillis')),
    victims: victims.sort(worstFirst),
  };
}

type Figures = Pick<Blocking, 'outliers' | 'profiles' | 'queuedMillis'>;

function worstFirst(a: Figures, b: Figures): number {
  return b.outliers - a.outliers || b.queuedMillis - a.queuedMillis || b.profiles - a.profiles;
}
