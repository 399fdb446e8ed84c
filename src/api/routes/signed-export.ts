import type { TimeRange } from '../../model/time-range.ts';
import type { ApiContext } from '../api-context.ts';
import { text } from '../openapi/json-schema.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, invalidInput } from '../problem.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';
import { deployDetails } from '../signed-export/deploy-details.ts';
import { requestsText, rulesText } from '../signed-export/exported-texts.ts';
import { signedToken } from '../signed-export/signed-token.ts';
import type { DeployDetails } from '../signed-export-contract.ts';

/** No login: as in Flask-MonitoringDashboard the option `securityToken` turns them on, and signs what they answer. */
const SIGNED = { method: 'GET', role: 'public', needsStorage: true, query: {}, body: noBody } as const;
const TOKEN_HEADERS = { 'content-type': 'text/plain; charset=utf-8' };
const token = {
  status: 200,
  description: 'A JSON Web Token, HS256, whose claim `data` is JSON text.',
  schema: null,
  contents: { 'text/plain': text },
} as const;

const dataRoute = (path: string, summary: string): Route =>
  defineRoute<object, null, never>({
    ...SIGNED,
    path,
    summary,
    answer: token,
    problems: [404, 429],
    async handle({ context, path: { from, to } }) {
      const key = signingKey(context);
      const range = readRange(context.clock.now(), from, to);
      return { body: null, headers: TOKEN_HEADERS, chunks: signedToken(requestsText(context.storage, range), key) };
    },
  });

export const signedData: readonly Route[] = [
  dataRoute('/get_json_data', 'All single requests, signed for a consumer of Flask-MonitoringDashboard’s export'),
  dataRoute('/get_json_data/:from', 'The same from a time on, seconds since 1970'),
  dataRoute('/get_json_data/:from/:to', 'The same up to a time'),
];

export const signedRules: Route = defineRoute<object, null, never>({
  ...SIGNED,
  path: '/get_json_monitor_rules',
  summary: 'All endpoints with their levels, signed in the same way',
  answer: token,
  problems: [404, 429],
  async handle({ context }) {
    const chunks = signedToken(rulesText(context.storage, context.clock.now()), signingKey(context));
    return { body: null, headers: TOKEN_HEADERS, chunks };
  },
});

export const signedDetails: Route = defineRoute<object, null, DeployDetails>({
  ...SIGNED,
  path: '/get_json_details',
  summary: 'What runs and since when, not signed',
  answer: { status: 200, description: 'The deployment.', schema: ref('DeployDetails') },
  problems: [404],
  async handle({ context }) {
    signingKey(context);
    return { body: await deployDetails(context) };
  },
});

function signingKey({ settings: { securityToken } }: ApiContext): string {
  if (securityToken === null || securityToken === '')
    throw new ApiProblem(404, 'export-off', 'This export is off; the option securityToken turns it on.');
  return securityToken;
}

/** Of the path, where seconds may have a fraction. Both ends are included. */
function readRange(now: number, from: string | undefined, to: string | undefined): TimeRange {
  const bounds = { from: readSeconds('from', from ?? '0'), to: to === undefined ? now : readSeconds('to', to) };
  return { from: bounds.from, to: bounds.to + 1 };
}

function readSeconds(name: string, value: string): number {
  if (/^\d{1,11}(\.\d{1,9})?$/.test(value)) return Math.round(Number(value) * 1000);
  throw invalidInput('invalid-path', [{ name, value: value.slice(0, 100), allowed: 'seconds since 1970' }]);
}
