interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly width: number;
  readonly height: number;
}

const INSET = 2;

/** The shape of a series from zero up, without axes; the numbers beside it say the rest. Gaps stay gaps. */
export function Sparkline({ values, width, height }: SparklineProps) {
  const largest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0) || 1;
  const x = (index: number): number =>
    values.length < 2 ? width / 2 : INSET + (index / (values.length - 1)) * (width - 2 * INSET);
  const y = (value: number): number => height - INSET - (value / largest) * (height - 2 * INSET);
  const path = values
    .map((value, index) =>
      value === null ? '' : `${isStart(values, index) ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join('');
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      focusable="false"
      aria-hidden="true"
    >
      <path
        d={path}
        fill="none"
        stroke="var(--mark)"
        strokeWidth="1.250"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function isStart(values: readonly (number | null)[], index: number): boolean {
  return index === 0 || values[index - 1] === null;
}
