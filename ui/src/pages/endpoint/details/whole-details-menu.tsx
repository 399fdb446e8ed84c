import { ExportMenu } from '../../../components/table/export-menu.tsx';
import { exportAddresses, type WholeFormat } from '../../../data/export-addresses.ts';
import { rangeOf } from '../../../data/time-choice.ts';
import { useView } from '../../../data/use-view.ts';
import { useEndpointScope } from '../endpoint-scope.ts';

interface WholeDetailsMenuProps {
  readonly what: 'outliers' | 'profiles';
  readonly formats: readonly WholeFormat[];
  readonly disabled: boolean;
}

/** All outliers or profiles of the endpoint in the chosen time, with everything that was seen of them. */
export function WholeDetailsMenu({ what, formats, disabled }: WholeDetailsMenuProps) {
  const { endpoint } = useEndpointScope();
  const { time, filters } = useView();
  const address = (format: WholeFormat): string =>
    exportAddresses.details(what, { endpoint, range: rangeOf(time, Date.now()), version: filters.version }, format);
  return <ExportMenu disabled={disabled} whole={{ title: `All ${what}`, formats, address }} />;
}
