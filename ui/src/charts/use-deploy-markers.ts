import { useMemo } from 'react';
import { useVersions } from '../data/use-dimension-values.ts';
import type { DeployMarker } from './time-chart-option.ts';

/** When each version was first seen, in the whole app or by one endpoint. */
export function useDeployMarkers(endpoint?: number): readonly DeployMarker[] {
  const { data } = useVersions(endpoint === undefined ? {} : { endpoint });
  return useMemo(
    () => (data?.versions ?? []).map(({ version, firstSeen }) => ({ version, time: Date.parse(firstSeen) })),
    [data],
  );
}
