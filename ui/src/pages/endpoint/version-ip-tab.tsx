import { VersionLabelChart } from './version-label-chart.tsx';

export function Tab() {
  return <VersionLabelChart dimension="ip" />;
}
