import { Skeleton } from '@mantine/core';
import { Sparkline } from '../../charts/sparkline.tsx';
import { ENOUGH_REQUESTS } from '../../components/figures.tsx';
import type { Figures } from '../../data/figures.ts';
import { formatCount, formatExactCount } from '../../format/count.ts';
import { formatChange } from '../../format/percent.ts';
import classes from './tile.module.css';
import type { TileKind } from './tile-metrics.ts';

interface TileProps {
  readonly tile: TileKind;
  readonly now: Figures;
  readonly before: Figures | null;
  readonly values: readonly (number | null)[] | null;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly comparedWith: string;
}

export function Tile(props: TileProps) {
  const { tile, now, values, isPending, error, isOpen } = props;
  if (error !== null && isPending === false && now.requests === 0) return <FailedTile {...props} />;
  const doubted = tile.metric !== 'requests' && now.requests < ENOUGH_REQUESTS;
  return (
    <button type="button" className={classes['tile']} aria-expanded={isOpen} onClick={props.toggle} data-open={isOpen}>
      <span className={classes['label']}>
        {tile.label}
        {tile.metric !== 'requests' && !isPending && (
          <span className={classes['count']}>n&nbsp;=&nbsp;{formatCount(now.requests)}</span>
        )}
      </span>
      <span className={classes['body']}>
        <span className={classes['figures']}>
          {isPending ? (
            <Skeleton height={26} width={84} my={4} />
          ) : (
            <span
              className={classes['value']}
              data-doubted={doubted || undefined}
              title={
                tile.metric === 'requests'
                  ? formatExactCount(now.requests)
                  : doubted
                    ? `Of only ${now.requests} requests: mostly chance.`
                    : undefined
              }
            >
              {tile.format(now[tile.metric])}
            </span>
          )}
          <Change {...props} />
        </span>
        {values === null ? <Skeleton height={40} width={120} /> : <Sparkline values={values} width={120} height={40} />}
      </span>
    </button>
  );
}

/** Relative, except for rates: 0.1 % to 0.2 % is no doubling that anyone should act on. */
function Change({ tile, now, before, comparedWith, isPending }: TileProps) {
  const [current, previous] = [now[tile.metric], before?.[tile.metric] ?? null];
  const few = before !== null && Math.min(now.requests, before.requests) < ENOUGH_REQUESTS;
  if (isPending || before === null || current === null || previous === null || few) {
    return (
      <span className={classes['change']}>{before === null || isPending ? '\u00a0' : 'too little to compare'}</span>
    );
  }
  const text =
    tile.metric === 'errorRate'
      ? points(current - previous)
      : previous === 0
        ? 'new'
        : formatChange(current / previous);
  return (
    <span
      className={classes['change']}
      data-state={stateOf(tile, current, previous)}
      title={`${tile.format(previous)} in ${comparedWith}`}
    >
      {text} <span className={classes['than']}>vs {tile.format(previous)}</span>
    </span>
  );
}

function FailedTile({ tile, error, retry }: TileProps) {
  return (
    <div className={classes['tile']} role="alert">
      <span className={classes['label']}>{tile.label}</span>
      <span className={classes['change']}>{error?.message}</span>
      <button type="button" className={classes['retry']} onClick={retry}>
        Retry
      </button>
    </div>
  );
}

function points(difference: number): string {
  const size = Math.abs(difference * 100);
  const text = size < 10 ? size.toFixed(2) : size.toFixed(0);
  return Number(text) === 0 ? '±0\u00a0pp' : `${difference > 0 ? '+' : '−'}${text}\u00a0pp`;
}

/** Only growth that one would act on gets a colour. */
function stateOf({ metric, growthIs }: TileKind, current: number, previous: number): 'worse' | undefined {
  if (growthIs === 'neutral') return undefined;
  const isWorse = metric === 'errorRate' ? current - previous >= 0.01 : current >= previous * 1.25;
  return isWorse ? 'worse' : undefined;
}
