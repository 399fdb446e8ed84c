import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiEndpointReport, ReportAnswer } from '../../../../src/api/contract.ts';
import { Choice } from '../../components/choice.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { useUrlChoice } from '../../data/use-url-choice.ts';
import { reportColumns } from './report-columns.tsx';
import { isChanged, reportRecord, spanText } from './report-texts.ts';

const SHOWN = { all: 'All', changed: 'Only changes' } as const;

export function ReportTable({
  report,
  isChosen,
}: {
  readonly report: UseQueryResult<ReportAnswer>;
  readonly isChosen: boolean;
}) {
  const [shown, setShown] = useUrlChoice('shown', ['all', 'changed'], 'all');
  const data = isChosen ? report.data : undefined;
  const all = data?.endpoints ?? [];
  return (
    <TablePanel<ApiEndpointReport>
      title="Verdicts"
      question={data === undefined ? 'Which endpoints became better or worse?' : spanText(data)}
      state={{ ...report, isPending: isChosen && report.isPending }}
      columns={reportColumns(data?.trafficUnit ?? 'perHour')}
      rows={shown === 'all' ? all : all.filter(isChanged)}
      rowKey={({ endpointId }) => endpointId}
      firstSort={{ key: 'requests', descending: true }}
      empty={<NothingToShow isChosen={isChosen} hasEndpoints={all.length > 0} />}
      file="report"
      record={reportRecord}
      text={({ name }) => name}
      controls={<Choice label="Show" options={SHOWN} value={shown} onChange={setShown} />}
    />
  );
}

function NothingToShow({ isChosen, hasEndpoints }: { readonly isChosen: boolean; readonly hasEndpoints: boolean }) {
  if (!isChosen)
    return <EmptyState title="Choose two versions">Their requests are compared endpoint by endpoint.</EmptyState>;
  if (hasEndpoints) return <EmptyState title="Nothing to show">No endpoint here became better or worse.</EmptyState>;
  return <EmptyState title="No requests on either side">Choose a longer period, or other versions.</EmptyState>;
}
