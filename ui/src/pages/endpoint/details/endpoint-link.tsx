import { Link } from '@tanstack/react-router';
import { useEndpointNames } from '../../../data/use-endpoints.ts';
import { viewParameters } from '../../../data/view.ts';

/** An endpoint that is known by name, as a link if it is still there. */
export function EndpointLink({ name, tab }: { readonly name: string; readonly tab: string }) {
  const names = useEndpointNames({ enabled: true });
  const id = [...names].find(([, each]) => each === name)?.[0];
  if (id === undefined) return name;
  return (
    <Link to={`/endpoint/${id}/${tab}`} search={viewParameters as never}>
      {name}
    </Link>
  );
}
