import type { ReportMethod } from '../../../../src/api/contract.ts';
import { lastOf, rangeOf } from '../../data/time-choice.ts';
import type { QueryValues } from '../../data/transport.ts';
import { useUrlChoice } from '../../data/use-url-choice.ts';
import { useUrlSearch, useView } from '../../data/use-view.ts';

export const SUBJECTS = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  version: 'Versions',
  custom: 'Chosen time',
} as const;
export type SubjectKind = keyof typeof SUBJECTS;

export const METHODS: Readonly<Record<ReportMethod, string>> = { default: 'Careful', fmd: 'As Flask’s dashboard' };

export interface Subject {
  readonly kind: SubjectKind;
  readonly method: ReportMethod;
  readonly version: string;
  readonly baselineVersion: string;
  /** Null while something is not chosen. */
  readonly query: QueryValues | null;
  setKind(kind: SubjectKind): void;
  setMethod(method: ReportMethod): void;
  setVersion(version: string): void;
  setBaselineVersion(version: string): void;
}

/** What is compared, kept in the URL. */
export function useSubject(): Subject {
  const [kind, setKind] = useUrlChoice('report', Object.keys(SUBJECTS) as SubjectKind[], 'day');
  const [method, setMethod] = useUrlChoice('method', Object.keys(METHODS) as ReportMethod[], 'default');
  const [{ of: version = '', against: baselineVersion = '' }, change] = useUrlSearch();
  const custom = useCustomQuery();
  const versions = version === '' || baselineVersion === '' ? null : { version, baselineVersion };
  const query = kind === 'version' ? versions : kind === 'custom' ? custom : { period: kind };
  return {
    ...{ kind, method, version, baselineVersion, setKind, setMethod },
    setVersion: (of) => change({ of: of === '' ? undefined : of }),
    setBaselineVersion: (against) => change({ against: against === '' ? undefined : against }),
    query: query === null ? null : { ...query, method },
  };
}

/** The time of the whole dashboard, and as much before it unless the address says what else. */
function useCustomQuery(): QueryValues {
  const { time } = useView();
  const [search] = useUrlSearch();
  // Whole minutes, so that the question stays the same from one rendering to the next.
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const { from, to } = rangeOf(time ?? lastOf('24h'), now);
  const iso = (at: number): string => new Date(at).toISOString();
  const { baselineFrom = iso(2 * from - to), baselineTo = iso(from) } = time.kind === 'fixed' ? search : {};
  return { from: iso(from), to: iso(to), baselineFrom, baselineTo };
}
