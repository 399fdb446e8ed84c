import { DIMENSIONS, METRICS } from '../../model/metrics-query.ts';
import { type JsonSchema, nullable, number, text } from './json-schema.ts';

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
  };
}

function withField(row: JsonSchema = {}, name: string, schema: JsonSchema): JsonSchema {
  return {
    ...row,
    properties: { ...row.properties, [name]: schema },
    required: [...(row.required ?? []), name],
  };
}
