import { bucketsOf, finished, valuesOf } from '../../charts/time-series.ts';
import { comparisonLabel } from '../../data/comparison.ts';
import { FIGURE_METRICS, figuresOf } from '../../data/figures.ts';
import { useBaselineMetrics, useMetrics } from '../../data/use-metrics.ts';
import { useUrlSearch, useView } from '../../data/use-view.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';
import { TileChart } from './tile-chart.tsx';
import { TILES } from './tile-metrics.ts';

const CLOSED = 'none';

/** The four numbers of the whole app; pressing one shows its course. */
export function Tiles({ scope }: { readonly scope: readonly number[] | undefined }) {
  const [search, change] = useUrlSearch();
  const { comparison } = useView();
  const scoped = scope === undefined ? {} : { endpoints: scope };
  const totals = useMetrics({ metrics: FIGURE_METRICS, dimensions: [], ...scoped });
  const baseline = useBaselineMetrics({ metrics: FIGURE_METRICS, dimensions: [], ...scoped });
  const course = useMetrics({ metrics: FIGURE_METRICS, dimensions: ['time'], ...scoped });
  const opened = TILES.find(({ metric }) => metric === (search['chart'] ?? 'requests')) ?? null;
  const buckets = course.data === undefined ? null : bucketsOf(course.data, Date.now());
  const now = figuresOf(totals.data?.rows[0]);
  const before = baseline.data === undefined ? null : figuresOf(baseline.data.rows[0]);
  return (
    <>
      <div className={classes['tiles']}>
        {TILES.map((tile) => (
          <Tile
            key={tile.metric}
            tile={tile}
            now={now}
            before={before}
            values={
              buckets === null
                ? null
                : finished(
                    buckets,
                    valuesOf(buckets, course.data?.rows ?? [], (row) => row[tile.metric], {
                      missing: tile.metric === 'requests' ? 0 : null,
                    }),
                  )
            }
            isPending={totals.isPending}
            error={totals.error}
            retry={() => void totals.refetch()}
            isOpen={opened === tile}
            toggle={() =>
              change(
                { chart: opened === tile ? CLOSED : tile.metric === 'requests' ? undefined : tile.metric },
                { replace: true },
              )
            }
            comparedWith={comparisonLabel(comparison)}
          />
        ))}
      </div>
      {opened !== null && <TileChart tile={opened} {...scoped} />}
    </>
  );
}
