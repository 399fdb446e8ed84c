import { useQuery } from '@tanstack/react-query';
import { Sparkline } from '../../charts/sparkline.tsx';
import { fetchCourse } from './course-batch.ts';
import { useRowParts } from './row-parts.ts';

const STALE_MILLIS = 20_000;

/** Asked only for rows in view, and for many rows at once. */
export function RowSparkline({ id }: { readonly id: number }) {
  const { scope } = useRowParts();
  const { data } = useQuery({
    queryKey: ['course', id, scope],
    queryFn: ({ signal }) => fetchCourse(id, scope, signal),
    staleTime: STALE_MILLIS,
    refetchInterval: STALE_MILLIS,
  });
  return data === undefined ? null : <Sparkline values={data} width={104} height={24} />;
}
