import { Skeleton } from '@mantine/core';
import { Facts } from '../../components/facts.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { dashboardConfig } from '../../data/dashboard-config.ts';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useStatus } from '../../data/use-status.ts';
import { formatExactCount } from '../../format/count.ts';

/** What runs, and since when it is watched. */
export function DeploymentFacts() {
  const versions = useVersions();
  const endpoints = useEndpoints();
  const status = useStatus();
  const failed = [versions, endpoints, status].find(({ error, data }) => error !== null && data === undefined);
  if (failed !== undefined) {
    return (
      <LoadFailure what="The deployment" error={failed.error ?? new Error()} retry={() => void failed.refetch()} />
    );
  }
  if (versions.data === undefined || endpoints.data === undefined || status.data === undefined) {
    return <Skeleton height={300} />;
  }
  const [newest] = versions.data.versions;
  const all = endpoints.data.endpoints;
  const firstSeen = all.map((endpoint) => endpoint.firstSeen).sort()[0];
  const requests = all.reduce((sum, { requestsOverall }) => sum + requestsOverall, 0);
  return (
    <Facts
      title="Deployment"
      question="What runs, and since when is it watched?"
      facts={[
        { name: 'Newest version of the app', value: newest?.version ?? 'no request yet' },
        { name: 'Its first request', value: <TimeAgo time={newest?.firstSeen ?? null} /> },
        { name: 'First endpoint seen', value: <TimeAgo time={firstSeen ?? null} /> },
        { name: 'Endpoints', value: formatExactCount(all.length) },
        { name: 'Requests overall', value: formatExactCount(requests) },
        { name: 'Time zone', value: dashboardConfig.timezone },
        { name: 'Version of the dashboard', value: status.data.version },
      ]}
    />
  );
}
