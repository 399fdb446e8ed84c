export interface EndpointChartProps {
  readonly id: number;
  /** Name of the endpoint, for files; undefined while it loads. */
  readonly subject: string | undefined;
}

/** Pixels of the drawing. */
export const CHART_HEIGHT = 220;
