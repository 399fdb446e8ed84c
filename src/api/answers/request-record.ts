import type { StoredRequest } from '../../storage/storage.ts';
import { isoTime, roundMillis } from '../answer-values.ts';
import type { ApiRequestRecord } from '../contract.ts';

export function describeRequest({ durationMillis, statusCode, time, ...request }: StoredRequest): ApiRequestRecord {
  const { id, endpointId, version, group, ip, instance, aborted } = request;
  return {
    id,
    endpointId,
    time: isoTime(time),
    duration: roundMillis(durationMillis),
    status: statusCode,
    version,
    group,
    ip,
    instance,
    aborted,
  };
}
