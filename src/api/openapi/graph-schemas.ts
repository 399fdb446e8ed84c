import type * as contract from '../graph-contract.ts';
import { integer, type JsonSchema, list, nullable, number, object, text, time } from './json-schema.ts';

export const GRAPH_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Graphs: object<contract.GraphsAnswer>({
    graphs: list(
      object<contract.ApiGraph>({
        id: integer,
        title: text,
        trigger: { type: 'string', enum: ['cron', 'interval', 'date'] },
        schedule: { ...text, description: 'For people.' },
        nextRun: nullable(time),
        lastRun: nullable(time),
        lastError: nullable(object<NonNullable<contract.ApiGraph['lastError']>>({ time, message: text })),
      }),
    ),
  }),
  GraphPoints: object<contract.GraphPointsAnswer>({
    points: list(
      object<contract.ApiGraphPoint>({
        time,
        series: { ...nullable(text), description: 'Null for a graph that answers a single number.' },
        value: number,
      }),
    ),
    from: time,
    to: time,
  }),
};
