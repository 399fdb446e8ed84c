import type { VersionsAnswer } from '../../../../src/api/contract.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { Column } from '../../components/table/column.ts';
import { CountCell, LinkCell } from '../../components/table/link-cell.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { timeColumn } from '../../components/table/time-column.tsx';
import { useVersions } from '../../data/use-dimension-values.ts';

type Version = VersionsAnswer['versions'][number];

const COLUMNS: readonly Column<Version>[] = [
  {
    key: 'version',
    header: 'Version',
    width: 120,
    grows: true,
    sortValue: ({ version }) => version,
    cell: ({ version, firstSeen, lastSeen }) => (
      <LinkCell to="/overview" search={whileIt({ version, firstSeen, lastSeen })}>
        {version}
      </LinkCell>
    ),
  },
  timeColumn({ key: 'firstSeen', header: 'First seen', width: 104, timeOf: ({ firstSeen }) => firstSeen }),
  timeColumn({ key: 'lastSeen', header: 'Last seen', width: 104, timeOf: ({ lastSeen }) => lastSeen }),
  {
    key: 'requests',
    header: 'Requests',
    width: 96,
    align: 'right',
    sortValue: ({ requests }) => requests,
    cell: (version) => <CountCell count={version.requests} to="/overview" search={whileIt(version)} />,
  },
];

/** A range does not include its end, and is at least a minute long. */
const AFTER_MILLIS = 60_000;

/** The overview of a version while it served. */
function whileIt({
  version,
  firstSeen,
  lastSeen,
}: Omit<Version, 'requests'>): Readonly<Record<string, string | undefined>> {
  const to = new Date(Date.parse(lastSeen) + AFTER_MILLIS).toISOString();
  return { version, range: undefined, from: firstSeen, to };
}

/** All of the last year. */
export function VersionTable() {
  const versions = useVersions();
  return (
    <TablePanel
      title="Versions of the app"
      question="When did which version serve?"
      state={versions}
      columns={COLUMNS}
      rows={versions.data?.versions ?? []}
      rowKey={({ version }) => version}
      firstSort={{ key: 'firstSeen', descending: true }}
      sortParameter="versions"
      empty={<EmptyState title="No request yet">The options “version” and “git” tell releases apart.</EmptyState>}
      file="versions"
      record={(version) => ({ ...version })}
    />
  );
}
