import { useEndpoints } from '../data/use-endpoints.ts';
import { useUrlSearch } from '../data/use-view.ts';
import classes from './endpoint-select.module.css';

interface ChosenEndpoint {
  readonly endpoint: number | undefined;
  readonly subject: string | undefined;
}

const PARAMETER = 'endpoint';

/** Of `EndpointSelect`, from the URL. */
export function useChosenEndpoint(): ChosenEndpoint {
  const [search] = useUrlSearch();
  const { data } = useEndpoints();
  const text = search[PARAMETER] ?? '';
  const endpoint = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return { endpoint, subject: data?.endpoints.find(({ id }) => id === endpoint)?.name };
}

/** The whole app, or one endpoint. */
export function EndpointSelect() {
  const [, change] = useUrlSearch();
  const { data } = useEndpoints();
  const { endpoint } = useChosenEndpoint();
  const names = (data?.endpoints ?? []).toSorted((left, right) => left.name.localeCompare(right.name));
  return (
    <select
      className={classes['select']}
      aria-label="Endpoint"
      value={endpoint ?? ''}
      onChange={(event) => change({ [PARAMETER]: event.target.value || undefined })}
    >
      <option value="">Whole app</option>
      {names.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
