import type { TimeRange } from '../../model/time-range.ts';
import type { DetailsQuery } from '../../storage/detail-store.ts';
import { answerMetrics, type MetricsQuestion } from '../answers/metrics-answer.ts';
import { encodeRows } from '../exports/encode-rows.ts';
import {
  type ExportFormat,
  exportContents,
  exportFormat,
  exportHeaders,
  nestedFormat,
} from '../exports/export-format.ts';
import { exportedMetrics } from '../exports/exported-metrics.ts';
import {
  exportedOutlierFigures,
  exportedOutliers,
  exportedProfiles,
  exportedRequests,
} from '../exports/exported-rows.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { detailsQuery } from '../query/details.ts';
import { type Filters, requestFilters } from '../query/filters.ts';
import { noBody } from '../query/json-body.ts';
import { metricsQuestion } from '../query/metrics-question.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

interface RequestsExport {
  readonly format: ExportFormat;
  readonly range: TimeRange;
  readonly filters: Filters;
}

const { endpointId, version, range } = detailsQuery;
const EXPORT = {
  method: 'GET',
  role: 'guest',
  scope: 'export',
  needsStorage: true,
  body: noBody,
  problems: [429],
} as const;

export const exportRequests: Route = defineRoute<RequestsExport, null, never>({
  ...EXPORT,
  path: '/export/requests',
  summary: 'All single requests of a range as a file, newest first',
  query: { format: exportFormat, range: timeRange, filters: requestFilters },
  answer: fileOf('requests', exportContents('requests', 'ExportedRequest')),
  async handle({ context, query: { format, ...query } }) {
    const columns = [
      ...(['id', 'time', 'endpointId', 'endpoint', 'duration', 'status'] as const),
      ...(['version', 'group', 'ip', 'instance', 'aborted'] as const),
    ];
    const chunks = encodeRows(exportedRequests(context.storage, query), { format, noun: 'requests', columns });
    return { body: null, headers: exportHeaders('requests', format), chunks };
  },
});

type DetailsExport<Format> = Omit<DetailsQuery, 'limit' | 'cursor'> & { readonly format: Format };

export const exportOutliers: Route = defineRoute<DetailsExport<ExportFormat>, null, never>({
  ...EXPORT,
  path: '/export/outliers',
  summary: 'All outliers of a range as a file, newest first; csv without what was seen of them',
  query: { format: exportFormat, endpointId, version, range },
  answer: fileOf('outliers', exportContents('outliers', 'ExportedOutlier')),
  async handle({ context: { storage }, principal, query: { format, ...query } }) {
    const headers = exportHeaders('outliers', format);
    if (format === 'csv') return { body: null, headers, chunks: outlierTable(exportedOutlierFigures(storage, query)) };
    const outliers = exportedOutliers(storage, query, principal?.user.role ?? 'guest');
    return { body: null, headers, chunks: encodeRows(outliers, { format, noun: 'outliers', columns: [] }) };
  },
});

export const exportProfiles: Route = defineRoute<DetailsExport<'json' | 'ndjson'>, null, never>({
  ...EXPORT,
  path: '/export/profiles',
  summary: 'All profiles of a range with their lines as a file, newest first',
  query: { format: nestedFormat, endpointId, version, range },
  answer: fileOf('profiles', exportContents('profiles', 'ExportedProfile', ['ndjson', 'json'])),
  async handle({ context, query: { format, ...query } }) {
    const chunks = encodeRows(exportedProfiles(context.storage, query), { format, noun: 'profiles', columns: [] });
    return { body: null, headers: exportHeaders('profiles', format), chunks };
  },
});

export const exportMetrics: Route = defineRoute<MetricsQuestion & { readonly format: ExportFormat }, null, never>({
  ...EXPORT,
  path: '/export/metrics',
  summary: 'What `/metrics` answers as a file',
  query: { format: exportFormat, ...metricsQuestion },
  answer: fileOf('rows', exportContents('rows', 'ExportedMetrics')),
  async handle({ context, query: { format, ...question } }) {
    const { rows } = await answerMetrics(context, question);
    const { dimensions, metrics } = question;
    const columns = [
      ...dimensions.flatMap((each) => (each === 'endpoint' ? (['endpoint', 'endpointName'] as const) : [each])),
      ...metrics,
    ];
    const chunks = encodeRows(exportedMetrics(context.storage, rows), { format, noun: 'rows', columns });
    return { body: null, headers: exportHeaders('metrics', format), chunks };
  },
});

function outlierTable(pages: ReturnType<typeof exportedOutlierFigures>): AsyncGenerator<Uint8Array, void> {
  const columns = [
    ...(['id', 'time', 'endpointId', 'endpoint', 'requestId', 'version', 'status'] as const),
    ...(['durationMillis', 'elapsedMillis', 'thresholdMillis', 'blockedBy'] as const),
    ...(['processCpuPercent', 'residentBytes', 'eventLoopDelayMillis'] as const),
  ];
  return encodeRows(pages, { format: 'csv', noun: 'outliers', columns });
}

function fileOf(what: string, contents: Readonly<Record<string, JsonSchema>>) {
  return { status: 200, description: `The file of ${what}.`, schema: null, contents } as const;
}
