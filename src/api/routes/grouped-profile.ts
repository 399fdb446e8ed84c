import { averageMillis, type GroupedLine, groupedLines } from '../../analysis/grouped-profile.ts';
import type { LineTree } from '../../analysis/line-tree.ts';
import { endpointName } from '../../model/endpoint.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { roundMillis } from '../answer-values.ts';
import type { ApiGroupedLine, GroupedProfileAnswer } from '../contract.ts';
import type { CpuProfile } from '../downloads/cpuprofile.ts';
import { downloadFormat, type ProfileFormat, profileReply } from '../downloads/download.ts';
import { exportedGroup } from '../downloads/exported-tree.ts';
import type { SpeedscopeFile } from '../downloads/speedscope.ts';
import { latestTree } from '../latest-tree.ts';
import { findEndpoint } from '../one-endpoint.ts';
import { ref } from '../openapi/schemas.ts';
import { describeCodeLine } from '../profile-lines.ts';
import { oneVersion } from '../query/details.ts';
import { noBody } from '../query/json-body.ts';
import { oneText } from '../query/one-text.ts';
import { readPathId } from '../query/path-id.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

interface GroupQuery {
  readonly range: TimeRange;
  readonly version: string | null;
}

export const readGroupedProfile: Route = defineRoute<
  GroupQuery & { readonly baselineVersion: string | null },
  null,
  GroupedProfileAnswer
>({
  method: 'GET',
  path: '/endpoints/:id/grouped-profile',
  role: 'guest',
  summary: 'Where the time of the latest profiled requests went, merged line by line',
  needsStorage: true,
  query: {
    range: timeRange,
    version: oneVersion,
    baselineVersion: oneText('baselineVersion', 'Compare each line with the latest profiles of this version.'),
  },
  body: noBody,
  answer: { status: 200, description: 'The merged tree.', schema: ref('GroupedProfile') },
  problems: [404],
  async handle({ context, path, query: { range, version, baselineVersion } }) {
    const { storage } = context;
    const { id } = await findEndpoint(context, readPathId(path, 'id'));
    const tree = await latestTree(storage, { endpointId: id, range, version });
    // A baseline may have been replaced long before the range begins.
    const before = { endpointId: id, range: { ...range, from: 0 }, version: baselineVersion };
    const baseline = baselineVersion === null ? null : await latestTree(storage, before);
    return {
      body: {
        endpointId: id,
        requests: tree.requests,
        averageMillis: roundMillis(averageMillis(tree)),
        lines: groupedLines(tree, baseline).map(describeLine),
        baseline: baselineVersion === null || baseline === null ? null : describeBaseline(baselineVersion, baseline),
        notes: [...tree.notes],
      },
    };
  },
});

export const downloadGroupedProfile: Route = defineRoute<
  GroupQuery & { readonly format: ProfileFormat },
  null,
  CpuProfile | SpeedscopeFile
>({
  method: 'GET',
  path: '/endpoints/:id/grouped-profile/download',
  role: 'guest',
  summary: 'The merged profile as a file for other tools, with the time of all its requests together',
  needsStorage: true,
  query: { range: timeRange, version: oneVersion, format: downloadFormat },
  body: noBody,
  answer: { status: 200, description: 'The file.', schema: { type: 'object' } },
  problems: [404],
  async handle({ context, path, query: { range, version, format } }) {
    const endpoint = await findEndpoint(context, readPathId(path, 'id'));
    const tree = await latestTree(context.storage, { endpointId: endpoint.id, range, version });
    const name = `${endpointName(endpoint)}, ${tree.requests} requests`;
    const { packageVersion } = context.settings;
    const exported = exportedGroup(name, groupedLines(tree, null));
    return profileReply(exported, { format, packageVersion, stem: `endpoint-${endpoint.id}` });
  },
});

function describeLine({ line, baseline, ...figures }: GroupedLine): ApiGroupedLine {
  return {
    ...describeCodeLine(line),
    ...figures,
    averageMillis: roundMillis(figures.averageMillis),
    standardDeviationMillis: roundMillis(figures.standardDeviationMillis),
    baseline: baseline === null ? null : { ...baseline, averageMillis: roundMillis(baseline.averageMillis) },
  };
}

function describeBaseline(version: string, tree: LineTree): GroupedProfileAnswer['baseline'] {
  return { version, requests: tree.requests, averageMillis: roundMillis(averageMillis(tree)) };
}
