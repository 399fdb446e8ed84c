import type { ApiEndpointReport, Finding, ReportAnswer } from '../../../../src/api/contract.ts';
import type { Column } from '../../components/table/column.ts';
import { EndpointCell, LinkCell } from '../../components/table/link-cell.tsx';
import { formatCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatChange, formatPercent } from '../../format/percent.ts';
import { formatPoints } from '../../format/points.ts';
import { VerdictCell } from './verdict-cell.tsx';

const TRAFFIC_WORDS = { better: 'more', worse: 'less' } as const;

export function reportColumns(unit: ReportAnswer['trafficUnit']): readonly Column<ApiEndpointReport>[] {
  const traffic = (value: number | null): string =>
    unit === 'share' ? formatPercent(value) : `${formatCount(value)} an hour`;
  return [
    {
      key: 'name',
      header: 'Endpoint',
      width: 180,
      grows: true,
      sortValue: ({ name }) => name,
      cell: ({ endpointId: id, name, color }) => <EndpointCell endpoint={{ id, name, color }} />,
    },
    {
      key: 'requests',
      header: 'Requests',
      hint: 'Before and now',
      width: 124,
      align: 'right',
      sortValue: ({ comparison }) => comparison,
      cell: ({ endpointId, baseline, comparison }) => (
        <LinkCell to={`/endpoint/${endpointId}`} isAside>
          {formatCount(baseline)} → {formatCount(comparison)}
        </LinkCell>
      ),
    },
    {
      key: 'latency',
      header: 'Latency',
      hint: 'How much longer a typical request takes, with its 95 % interval',
      width: 272,
      sortValue: ({ latency }) => rank(latency),
      cell: ({ latency }) => <VerdictCell finding={latency} effect={formatChange} value={formatDuration} />,
    },
    {
      key: 'errorRate',
      header: 'Error rate',
      hint: 'In percentage points, with its 95 % interval',
      width: 272,
      sortValue: ({ errorRate }) => rank(errorRate),
      cell: ({ errorRate }) => <VerdictCell finding={errorRate} effect={formatPoints} value={formatPercent} />,
    },
    {
      key: 'traffic',
      header: 'Traffic',
      hint: unit === 'share' ? 'As a share of all requests of the version' : 'Requests an hour',
      width: 272,
      sortValue: ({ traffic: finding }) => rank(finding),
      cell: ({ traffic: finding }) => (
        <VerdictCell finding={finding} effect={formatChange} value={traffic} words={TRAFFIC_WORDS} />
      ),
    },
  ];
}

const RANKS = { worse: 0, better: 1, 'no-evidence': 2, 'too-little-data': 3 } as const;

/** Ascending: what became worse first. */
function rank(finding: Finding | null): number | null {
  return finding === null ? null : RANKS[finding.verdict];
}
