import { Outlet } from '@tanstack/react-router';
import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { CONFIGURATION_TABS } from './configuration-tabs.ts';

export function Page() {
  return (
    <div className={page['page']}>
      <PageHeader title="Configuration" />
      <TabLinks label="Parts of the configuration" base="/configuration" tabs={CONFIGURATION_TABS} />
      <Outlet />
    </div>
  );
}
