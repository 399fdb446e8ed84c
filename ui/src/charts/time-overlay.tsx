import { fixedOf } from '../data/time-choice.ts';
import { useViewActions } from '../data/use-view.ts';
import { ChartArea, type ChartAreaEvents } from './chart-area.tsx';
import { setHoveredTime, useHoveredTime } from './hovered-time.ts';
import { TimeReadout } from './time-readout.tsx';
import { type Buckets, bucketAt, bucketEnd, type TimeSeries } from './time-series.ts';

interface TimeOverlayProps {
  readonly label: string;
  readonly buckets: Buckets;
  readonly series: readonly TimeSeries[];
  readonly format: (value: number | null) => string;
  readonly width: number;
  readonly height: number;
}

/** Over charts of buckets: hover shows the values, dragging or a click chooses a time range, arrow keys do both. */
export function TimeOverlay({ label, buckets, series, format, width, height }: TimeOverlayProps) {
  const hovered = useHoveredTime();
  const { setTime } = useViewActions();
  const index = hovered === null ? null : bucketAt(buckets, hovered);
  const middle = index === null ? null : ((buckets.starts[index] ?? 0) + bucketEnd(buckets, index)) / 2;

  const hover = (bucket: number | null): void =>
    setHoveredTime(bucket === null ? null : (buckets.starts[bucket] ?? null));
  const choose = (first: number, last: number): void => {
    const [start, end] = [buckets.starts[first] ?? buckets.range.from, bucketEnd(buckets, last)];
    const choice = fixedOf(new Date(start).toISOString(), new Date(end).toISOString());
    if (choice !== null) setTime(choice);
  };
  const events: ChartAreaEvents = {
    pointed: (time) => hover(bucketAt(buckets, time)),
    left: () => setHoveredTime(null),
    stepped: (direction) => {
      const last = buckets.starts.length - 1;
      hover(Math.min(last, Math.max(0, (index ?? last + 1) + direction)));
    },
    opened: () => {
      if (index !== null) choose(index, index);
    },
    // A finger that only wants to read is not taken elsewhere.
    clicked: (time, pointerType) => {
      const bucket = bucketAt(buckets, time) ?? 0;
      if (pointerType === 'mouse' && buckets.starts.length > 1) choose(bucket, bucket);
    },
    selected: ({ from, to }) => choose(bucketAt(buckets, from) ?? 0, bucketAt(buckets, to) ?? 0),
  };
  return (
    <ChartArea
      label={`${label}. Arrow keys read the values, Enter opens a time.`}
      range={buckets.range}
      width={width}
      height={height}
      read={middle}
      events={events}
      readout={(place) =>
        index !== null && <TimeReadout {...place} buckets={buckets} index={index} series={series} format={format} />
      }
    />
  );
}
