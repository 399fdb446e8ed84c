import { DIMENSIONS, METRICS } from '../../model/metrics-query.ts';
import type { DeployDetails } from '../signed-export-contract.ts';
import { integer, type JsonSchema, nullable, number, object, text } from './json-schema.ts';

const endpoint: JsonSchema = { ...nullable(text), description: 'Its name; null when the endpoint was removed.' };

/** Rows of exports: those of the lists, with the name of their endpoint. */
export function exportSchemas(schemas: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  return {
    ExportedRequest: withField(schemas['Request'], 'endpoint', endpoint),
    ExportedOutlier: withField(schemas['Outlier'], 'endpoint', endpoint),
    ExportedProfile: withField(schemas['Profile'], 'endpoint', endpoint),
    ExportedMetrics: {
      type: 'object',
      description: 'One value per asked dimension and metric.',
      properties: {
        ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, { type: ['string', 'number', 'null'] }])),
        endpointName: endpoint,
        ...Object.fromEntries(METRICS.map((metric) => [metric, nullable(number)])),
      },
      additionalProperties: false,
    },
    DeployDetails: object<DeployDetails>({
      link: text,
      'dashboard-version': text,
      'config-version': { ...nullable(text), description: 'Of the app.' },
      'first-request': { ...nullable(integer), description: 'Seconds since 1970.' },
      'first-request-version': { ...nullable(integer), description: 'Seconds since 1970.' },
      'total-requests': integer,
    }),
  };
}

function withField(row: JsonSchema = {}, name: string, schema: JsonSchema): JsonSchema {
  return {
    ...row,
    properties: { ...row.properties, [name]: schema },
    required: [...(row.required ?? []), name],
  };
}
