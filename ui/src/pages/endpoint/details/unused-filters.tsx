import { FILTER_LABELS, STORED_FILTERS } from '../../../data/filters.ts';
import { useView } from '../../../data/use-view.ts';
import classes from './details.module.css';

/** Says which filters this view does not know, so that nobody takes its numbers for filtered ones. */
export function UnusedFilters() {
  const { filters } = useView();
  const names = STORED_FILTERS.filter((name) => name !== 'version' && filters[name] !== undefined);
  if (names.length === 0) return null;
  const list = names.map((name) => `“${FILTER_LABELS[name]}”`).join(' and ');
  return (
    <p className={classes['narrow']} role="note">
      Here only time and version narrow what is shown; the filter {list} does not.
    </p>
  );
}
