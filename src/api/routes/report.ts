import type { ReportAnswer, ReportMethod } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { oneChoice } from '../query/one-choice.ts';
import { type ReportSubject, reportSubject } from '../query/report-subject.ts';
import { REPORT_METHODS } from '../report-contract.ts';
import { makeReport } from '../reports/make-report.ts';
import { periodSides } from '../reports/report-sides.ts';
import { defineRoute, type Route } from '../route.ts';

export const report: Route = defineRoute<
  { readonly subject: ReportSubject; readonly method: ReportMethod },
  null,
  ReportAnswer
>({
  method: 'GET',
  path: '/report',
  role: 'guest',
  summary: 'Which endpoints became better or worse between two times or versions',
  needsStorage: true,
  query: {
    subject: reportSubject,
    method: oneChoice('method', 'How evidence is weighed; fmd is what Flask-MonitoringDashboard asks.', REPORT_METHODS),
  },
  body: noBody,
  answer: { status: 200, description: 'A verdict for each endpoint and question.', schema: ref('Report') },
  problems: [],
  async handle({ context, query: { subject, method } }) {
    const sides =
      typeof subject === 'string' ? periodSides(subject, context.clock.now(), context.settings.timezone) : subject;
    return { body: await makeReport(context, sides, method) };
  },
});
