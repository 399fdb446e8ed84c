import { PageHeader } from '../../components/page-header.tsx';
export function Page() {
  return <PageHeader title="Endpoint" />;
}
