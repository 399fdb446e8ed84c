import { useQuery } from '@tanstack/react-query';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useView } from '../../data/use-view.ts';
import { useZone } from '../../data/zone.ts';
import { fetchCourse } from './course-batch.ts';

const STALE_MILLIS = 20_000;

/** Asked only for rows in view, and for many rows at once. */
export function RowSparkline({ id }: { readonly id: number }) {
  const { time, filters } = useView();
  const zone = useZone();
  const { data } = useQuery({
    queryKey: ['course', id, time, filters, zone],
    queryFn: () => fetchCourse(id, { time, filters, zone }),
    staleTime: STALE_MILLIS,
    refetchInterval: STALE_MILLIS,
  });
  return data === undefined ? null : <Sparkline values={data} width={104} height={24} />;
}
