import type { ApiContext } from '../api-context.ts';
import type { DeployDetails } from '../signed-export-contract.ts';

const TEN_YEARS_MILLIS = 3653 * 86_400_000;

/** What runs and since when, under Flask-MonitoringDashboard's names. */
export async function deployDetails({ storage, settings, clock }: ApiContext): Promise<DeployDetails> {
  const now = clock.now();
  const range = { from: Math.max(0, now - TEN_YEARS_MILLIS), to: now + 1 };
  const [newest] = await storage.listVersions({ endpointId: null, range, limit: 1 });
  const firstSeen = (await storage.listEndpoints()).map((endpoint) => endpoint.firstSeen);
  const question = { metrics: ['requests'], dimensions: [], range, filters: {}, limit: 1 } as const;
  const [total] = await storage.queryMetrics({ ...question, timezone: settings.timezone, step: '1d' });
  return {
    link: settings.link,
    'dashboard-version': settings.packageVersion,
    'config-version': newest?.value ?? null,
    'first-request': firstSeen.length === 0 ? null : seconds(Math.min(...firstSeen)),
    'first-request-version': newest === undefined ? null : seconds(newest.firstSeen),
    'total-requests': total?.requests ?? 0,
  };
}

function seconds(time: number): number {
  return Math.floor(time / 1000);
}
