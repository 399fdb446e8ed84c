import { useVersions } from '../../../data/use-dimension-values.ts';
import { useView, useViewActions } from '../../../data/use-view.ts';
import { useEndpointScope } from '../endpoint-scope.ts';
import classes from './grouped-profiler.module.css';

/** Which version's requests are merged, and with which version they are compared: the view's own filter and comparison. */
export function VersionChoice() {
  const { endpoint } = useEndpointScope();
  const { filters, comparison } = useView();
  const { setFilter, setComparison } = useViewActions();
  const { data } = useVersions({ endpoint });
  const versions = (data?.versions ?? []).map(({ version }) => version);
  const baseline = comparison.kind === 'version' ? comparison.version : '';
  return (
    <div className={classes['versions']}>
      <label>
        Version{' '}
        <select
          className={classes['select']}
          aria-label="Version"
          value={filters.version ?? ''}
          onChange={(event) => setFilter('version', event.target.value || null)}
        >
          <option value="">all</option>
          {withChosen(versions, filters.version).map((version) => (
            <option key={version}>{version}</option>
          ))}
        </select>
      </label>
      <label>
        against{' '}
        <select
          className={classes['select']}
          aria-label="Against version"
          value={baseline}
          onChange={({ target: { value } }) =>
            setComparison(value === '' ? { kind: 'none' } : { kind: 'version', version: value })
          }
        >
          <option value="">nothing</option>
          {withChosen(versions, baseline).map((version) => (
            <option key={version}>{version}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** A version that an address names may have no requests any more. */
function withChosen(versions: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || chosen === '' || versions.includes(chosen) ? versions : [chosen, ...versions];
}
