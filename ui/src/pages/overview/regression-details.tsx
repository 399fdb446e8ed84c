import { Link } from '@tanstack/react-router';
import type { ApiGrownLine, ApiRegression } from '../../../../src/api/contract.ts';
import { textOf } from '../../code/code-place.ts';
import { CodePlaceLink } from '../../code/code-place-link.tsx';
import { useIsAdmin } from '../../data/session.ts';
import { useAcknowledge } from '../../data/use-regressions.ts';
import type { Search } from '../../data/view.ts';
import { formatDuration } from '../../format/duration.ts';
import classes from './attention-list.module.css';
import { reportSearch } from './regression-attention.ts';

interface RegressionDetailsProps {
  readonly regression: ApiRegression;
  /** What was compared, as other pages take it. */
  readonly search: Search;
}

/** The code that takes longer, where to read more, and a way to say that one knows. */
export function RegressionDetails({ regression, search }: RegressionDetailsProps) {
  const isAdmin = useIsAdmin();
  const acknowledge = useAcknowledge();
  const isKnown = regression.acknowledgedAt !== null;
  return (
    <>
      {regression.lines.length > 0 && (
        <ul className={classes['lines']} aria-label="Code that takes longer">
          {regression.lines.map((line) => (
            <li key={`${line.file}:${line.line}:${line.function}`}>
              <GrownLine line={line} version={regression.comparison.version} />
            </li>
          ))}
        </ul>
      )}
      <span className={classes['actions']}>
        <Link to="/reporting" search={reportSearch(regression) as never}>
          Report
        </Link>
        {regression.lines.length > 0 && (
          <Link to={`/endpoint/${regression.endpointId}/grouped-profiler`} search={search as never}>
            All lines
          </Link>
        )}
        {isAdmin && (
          <button
            type="button"
            disabled={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ id: regression.id, acknowledged: !isKnown })}
          >
            {isKnown ? 'Needs attention after all' : 'Acknowledge'}
          </button>
        )}
      </span>
    </>
  );
}

function GrownLine({ line, version }: { readonly line: ApiGrownLine; readonly version: string | null }) {
  const { baselineMillis, comparisonMillis } = line;
  return (
    <>
      <code>{textOf(line)}</code> <CodePlaceLink line={line} version={version} /> {formatDuration(comparisonMillis)} a
      request, was {formatDuration(baselineMillis)}
    </>
  );
}
