import type { ApiInstance, ApiRuntimeRow } from '../../../../src/api/admin-contract.ts';
import type { SeriesEntry } from '../../charts/series-legend.tsx';
import { seriesColors } from '../../charts/series-palette.ts';
import { type Buckets, type TimeSeries, valuesOf } from '../../charts/time-series.ts';
import { processName } from '../../data/instance-name.ts';

/** More lines could not be told apart. */
export const MOST_PROCESSES = 12;

/** The processes that the rows tell of, those seen last first. */
export function processesOf(rows: readonly ApiRuntimeRow[], instances: readonly ApiInstance[]): readonly SeriesEntry[] {
  const lastRow = new Map(rows.map(({ instance, time }) => [instance, time]));
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const latest = [...lastRow]
    .toSorted(([, left], [, right]) => right.localeCompare(left))
    .slice(0, MOST_PROCESSES)
    .map(([id]) => id);
  const colors = seriesColors(latest);
  return latest.map((id) => ({ key: id, name: nameOf(known.get(id), id), color: colors.get(id) ?? 'mark' }));
}

function nameOf(instance: ApiInstance | undefined, id: string): string {
  return instance === undefined ? id : processName(instance);
}

/** One line for each process; no line where it did not run. */
export function runtimeSeries(
  buckets: Buckets,
  rows: readonly ApiRuntimeRow[],
  { processes, pick }: { readonly processes: readonly SeriesEntry[]; readonly pick: (row: ApiRuntimeRow) => number },
): readonly TimeSeries[] {
  return processes.map(({ key, name, color }) => {
    const own = rows.filter(({ instance }) => instance === key);
    return { name, color, values: valuesOf(buckets, own, pick) };
  });
}
