import { ChartPage } from '../../components/chart-page.tsx';
import { useReport } from '../../data/use-report.ts';
import { ReportTable } from './report-table.tsx';
import { SubjectChoice } from './subject-choice.tsx';
import { useSubject } from './use-subject.ts';

export function Page() {
  const subject = useSubject();
  const report = useReport(subject.query);
  return (
    <ChartPage title="Reports" hasFilters={false}>
      <SubjectChoice subject={subject} />
      <ReportTable report={report} isChosen={subject.query !== null} />
    </ChartPage>
  );
}
