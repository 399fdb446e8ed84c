import { useChartColors } from './chart-colors.ts';
import { rampColor } from './color-ramp.ts';
import type { GridLook } from './grid.ts';
import classes from './grid-chart.module.css';

const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
const LARGEST_CIRCLE = 16;

interface GridScaleProps {
  readonly look: GridLook;
  readonly least: string;
  readonly most: string;
  /** What is shown. */
  readonly note?: string;
}

/** What pale and strong, or small and large, stand for. */
export function GridScale({ look, least, most, note }: GridScaleProps) {
  const colors = useChartColors();
  return (
    <div className={classes['scale']}>
      <span>{least}</span>
      {look === 'heat' ? (
        <span className={classes['steps']} aria-hidden>
          {SHARES.map((share) => (
            <span key={share} className={classes['step']} style={{ background: rampColor(colors, share) }} />
          ))}
        </span>
      ) : (
        [0.1, 0.4, 1].map((share) => {
          const size = LARGEST_CIRCLE * Math.sqrt(share);
          return <span key={share} className={classes['circle']} style={{ width: size, height: size }} aria-hidden />;
        })
      )}
      <span>{most}</span>
      {note !== undefined && <span>{note}</span>}
    </div>
  );
}
