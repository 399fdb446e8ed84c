import { useNow } from '../data/now.ts';
import { useZone } from '../data/zone.ts';
import { formatAge, formatExact } from '../format/time.ts';

/** How long ago; exactly when, on hover. */
export function TimeAgo({ time }: { readonly time: string | null }) {
  const now = useNow();
  const zone = useZone();
  if (time === null) return 'never';
  const at = Date.parse(time);
  return (
    <time dateTime={time} title={`${formatExact(at, zone)} (${zone})`}>
      {formatAge(at, now)}
    </time>
  );
}
