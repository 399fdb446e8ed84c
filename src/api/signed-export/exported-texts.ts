import type { EpochMillis } from '../../model/clock.ts';
import { endpointName } from '../../model/endpoint.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Storage, StoredRequest } from '../../storage/storage.ts';
import { pagesOf } from '../exports/pages.ts';
import { pythonTime, pythonTimeOrNull } from './python-time.ts';

const REQUESTS_AT_ONCE = 250;

/** Single requests as the JSON text of a list with Flask-MonitoringDashboard's fields, in pieces. */
export async function* requestsText(storage: Storage, range: TimeRange): AsyncGenerator<string, void> {
  const pages = pagesOf((cursor) => storage.listRequests({ range, filters: {}, limit: REQUESTS_AT_ONCE, cursor }));
  let before = '[';
  for await (const page of pages) {
    const rows = page.map((row) => JSON.stringify(requestFields(row)));
    yield rows.length === 0 ? '' : before + rows.join(', ');
    if (rows.length > 0) before = ', ';
  }
  yield before === '[' ? '[]' : ']';
}

/** The same of endpoints. */
export async function* rulesText(storage: Storage, now: EpochMillis): AsyncGenerator<string, void> {
  const range = { from: 0, to: now + 1 };
  const rules: object[] = [];
  for (const { id, firstSeen, lastRequested, level, ...name } of await storage.listEndpoints()) {
    const versions = await storage.listVersions({ endpointId: id, range, limit: 1000 });
    rules.push({
      name: endpointName(name),
      last_requested: pythonTimeOrNull(lastRequested),
      monitor_level: level,
      time_added: pythonTime(firstSeen),
      version_added: versions.at(-1)?.value ?? null,
    });
  }
  yield JSON.stringify(rules);
}

function requestFields({ endpointId, durationMillis, time, version, group, ip }: StoredRequest): object {
  return {
    endpoint_id: endpointId,
    duration: durationMillis,
    time_requested: pythonTime(time),
    version_requested: version,
    group_by: group,
    ip,
  };
}
