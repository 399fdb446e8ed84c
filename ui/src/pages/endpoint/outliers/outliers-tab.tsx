import { useUrlIds } from '../../../data/use-url-ids.ts';
import { OutlierCharts } from './outlier-charts.tsx';
import { OutlierList } from './outlier-list.tsx';

export function Tab() {
  const [opened, toggle] = useUrlIds('outlier');
  return (
    <>
      <OutlierCharts
        onOpen={(id) => {
          if (!opened.has(id)) toggle(id);
        }}
      />
      <OutlierList opened={opened} onToggle={toggle} />
    </>
  );
}
