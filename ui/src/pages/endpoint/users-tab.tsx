import { LabelTab } from './label-tab.tsx';

export function Tab() {
  return <LabelTab dimension="group" />;
}
