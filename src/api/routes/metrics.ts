import { answerMetrics, type MetricsQuestion } from '../answers/metrics-answer.ts';
import type { MetricsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { metricsQuestion } from '../query/metrics-question.ts';
import { defineRoute, type Route } from '../route.ts';

export const metrics: Route = defineRoute<MetricsQuestion, null, MetricsAnswer>({
  method: 'GET',
  path: '/metrics',
  role: 'guest',
  summary: 'Any metrics, split by any dimensions: the data of every chart',
  needsStorage: true,
  query: metricsQuestion,
  body: noBody,
  answer: { status: 200, description: 'The rows; of too many, those with the most requests.', schema: ref('Metrics') },
  problems: [],
  async handle({ context, query }) {
    return { body: await answerMetrics(context, query) };
  },
});
