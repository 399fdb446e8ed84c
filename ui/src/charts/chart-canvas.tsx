import type { EChartsCoreOption } from 'echarts/core';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type EChartsType, init } from './echarts-core.ts';

export interface ChartHandle {
  /** At twice the screen's resolution, on a ground of this colour. */
  toCanvas(background: string): HTMLCanvasElement;
}

interface ChartCanvasProps {
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly handle: Ref<ChartHandle> | undefined;
}

export function ChartCanvas({ option, height, handle }: ChartCanvasProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (holder.current === null) return;
    const made = init(holder.current, null, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(holder.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);
  // Always the same one, so that whoever keeps it as state is not rendered again and again.
  useImperativeHandle(
    handle,
    () => ({
      toCanvas(background) {
        if (chart.current === null) throw new Error('The chart is not drawn yet');
        return chart.current.renderToCanvas({ pixelRatio: 2, backgroundColor: background });
      },
    }),
    [],
  );
  return <div ref={holder} style={{ height }} aria-hidden />;
}
