import './echarts-custom.ts';
import { useElementSize } from '@mantine/hooks';
import { type Ref, useMemo } from 'react';
import { ChartCanvas, type ChartHandle } from '../../../charts/chart-canvas.tsx';
import { type ChartColors, useChartColors } from '../../../charts/chart-colors.ts';
import type { LinePointing } from './grouped-profile.tsx';
import classes from './grouped-profiler.module.css';
import { depthOf, type Place, placeAt, ringsOf, rowHeightOf, sectorAt } from './tree-layout.ts';
import { flameOption, sunburstOption } from './tree-option.ts';
import { boxOutline, sectorOutline } from './tree-outline.ts';
import { TreeOverlay } from './tree-overlay.tsx';
import type { ChangeColors } from './tree-paint.ts';

export interface TreeChartProps {
  readonly label: string;
  readonly look: 'sunburst' | 'flame';
  readonly places: readonly Place[];
  readonly pointing: LinePointing;
  /** Average request, milliseconds, when versions are compared: colours say the change then. */
  readonly perRequest: number | null;
  /** In the hole of a sunburst. */
  readonly middle: string;
  readonly height: number;
  readonly handle?: Ref<ChartHandle>;
}

export function TreeChart(props: TreeChartProps) {
  const { label, look, places, pointing, middle, perRequest, height, handle } = props;
  const colors = useChartColors();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const change = useMemo(() => changeColors(colors, perRequest), [colors, perRequest]);
  const drawing = useMemo(() => {
    const parts = { places, colors, change };
    if (look === 'flame') {
      const rowHeight = rowHeightOf(height, depthOf(places));
      return {
        height: Math.max(height, depthOf(places) * rowHeight),
        option: flameOption(parts, { width, rowHeight }),
        outline: (place: Place) => boxOutline(place, width, rowHeight),
        at: (x: number, y: number) => placeAt(places, x / width, Math.floor(y / rowHeight)),
      };
    }
    const rings = ringsOf(width, height, depthOf(places));
    return {
      height,
      option: sunburstOption(parts, { rings, middle }),
      outline: (place: Place) => sectorOutline(place, rings),
      at: (x: number, y: number) => sectorAt(places, rings, { x, y }),
    };
  }, [look, places, colors, change, width, height, middle]);
  return (
    <div className={classes['scroller']} style={{ height }}>
      <div ref={ref} className={classes['frame']} style={{ height: drawing.height }}>
        {width > 0 && <ChartCanvas option={drawing.option} height={drawing.height} handle={handle} />}
        {width > 0 && (
          <TreeOverlay
            label={label}
            places={places}
            pointing={pointing}
            size={{ width, height: drawing.height }}
            placeAt={drawing.at}
            outline={drawing.outline}
          />
        )}
      </div>
    </div>
  );
}

function changeColors(colors: ChartColors, perRequest: number | null): ChangeColors | null {
  if (perRequest === null) return null;
  return { perRequest, slower: `${colors.warning}66`, faster: `${colors.ok}66`, same: colors.surface };
}
