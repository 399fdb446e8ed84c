import type { Sides } from '../../analysis/reports/endpoint-sample.ts';
import { REPORT_PERIODS, type ReportPeriod } from '../report-contract.ts';
import type { ReportSide } from '../reports/report-sides.ts';
import type { ParameterDescription, QueryPart } from './query-part.ts';
import type { QueryReader } from './query-reader.ts';
import { readTime } from './time-range.ts';

/** What is compared: a calendar period with the one before it, or two sides. */
export type ReportSubject = ReportPeriod | Sides<ReportSide>;

export const reportSubject: QueryPart<ReportSubject> = {
  parameters: [
    {
      name: 'period',
      description: 'Compare the current one, in the configured zone, with the same part of the one before. Default.',
      schema: { type: 'string', enum: REPORT_PERIODS, default: 'day' },
    },
    text('from', 'Start of the time that is compared. With versions: default 1970.'),
    text('to', 'End of it, not included. Default: now.'),
    text('baselineFrom', 'Start of the time that it is compared with.'),
    text('baselineTo', 'End of it, not included.'),
    text('version', 'The version that is compared, within from and to.'),
    text('baselineVersion', 'The version that it is compared with.'),
  ],
  read(reader) {
    const versions = { version: reader.one('version'), baselineVersion: reader.one('baselineVersion') };
    if (versions.version !== null || versions.baselineVersion !== null) return versionSides(reader, versions);
    if (['from', 'to', 'baselineFrom', 'baselineTo'].some((name) => reader.one(name) !== null))
      return customSides(reader);
    const value = reader.one('period');
    const period = REPORT_PERIODS.find((each) => each === value);
    if (value !== null && period === undefined) reader.reject('period', value, `one of ${REPORT_PERIODS.join(', ')}`);
    return period ?? 'day';
  },
};

function versionSides(
  reader: QueryReader,
  { version, baselineVersion }: { readonly version: string | null; readonly baselineVersion: string | null },
): Sides<ReportSide> {
  const range = { from: readTime(reader, 'from') ?? 0, to: readTime(reader, 'to') ?? reader.now };
  refusePeriod(reader);
  for (const [name, value] of Object.entries({ version, baselineVersion }))
    if (value === null) reader.reject(name, '', 'required: a report compares two versions');
  if (range.from >= range.to) reader.reject('from', new Date(range.from).toISOString(), 'must be before to');
  return { comparison: { range, version }, baseline: { range, version: baselineVersion } };
}

function customSides(reader: QueryReader): Sides<ReportSide> {
  refusePeriod(reader);
  const side = (fromName: string, toName: string, end: number | null): ReportSide => {
    const from = readTime(reader, fromName);
    const to = readTime(reader, toName) ?? end;
    if (from === null || to === null)
      reader.reject(from === null ? fromName : toName, '', 'required, as is its other end');
    else if (from >= to) reader.reject(fromName, new Date(from).toISOString(), `must be before ${toName}`);
    return { range: { from: from ?? 0, to: to ?? 1 }, version: null };
  };
  return { comparison: side('from', 'to', reader.now), baseline: side('baselineFrom', 'baselineTo', null) };
}

function refusePeriod(reader: QueryReader): void {
  const value = reader.one('period');
  if (value !== null) reader.reject('period', value, 'nothing, as other parameters say what is compared');
}

function text(name: string, description: string): ParameterDescription {
  return { name, description, schema: { type: 'string' } };
}
