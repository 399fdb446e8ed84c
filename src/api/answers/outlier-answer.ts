import type { OutlierRecord } from '../../model/outlier.ts';
import type { Role } from '../../model/user.ts';
import type { StoredOutlier } from '../../storage/detail-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { isoTime } from '../answer-values.ts';
import type { ApiOutlier, ApiOutlierSummary } from '../contract.ts';
import { describeCodeLine } from '../profile-lines.ts';

export function describeOutlier({ startedAt, statusCode, ...stored }: StoredOutlier): ApiOutlierSummary {
  const { id, requestId, endpointId, elapsedMillis, thresholdMillis, durationMillis, version } = stored;
  const { cpuPercents, processCpuPercent, residentBytes, eventLoopDelayMillis, blockedBy } = stored;
  return {
    ...{ id, requestId, endpointId, time: isoTime(startedAt), elapsedMillis, thresholdMillis, durationMillis },
    ...{ status: statusCode, version },
    ...{ cpuPercents, processCpuPercent, residentBytes, eventLoopDelayMillis, blockedBy },
  };
}

/** With all that was seen of it; guests see no request and no environment. Null when there is none. */
export async function readOutlierAnswer(storage: Storage, id: number, role: Role): Promise<ApiOutlier | null> {
  const stored = await storage.readOutlier(id);
  if (stored === null) return null;
  const { stacks, machine, request, environment } = stored.record;
  return {
    ...describeOutlier(stored),
    stacks: describeStacks(stacks),
    request: role === 'admin' ? request : null,
    environment: role === 'admin' ? environment : null,
    machine,
  };
}

function describeStacks(stacks: OutlierRecord['stacks']): ApiOutlier['stacks'] {
  return stacks.map(({ lines, ...stack }) => ({ ...stack, lines: lines.map(describeCodeLine) }));
}
