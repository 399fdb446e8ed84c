/** What a chart is about: one endpoint, or the whole app. */
export interface ChartScope {
  readonly endpoint?: number | undefined;
  /** Name of the endpoint, for files; undefined while it loads. */
  readonly subject?: string | undefined;
}

/** As a part of a question. */
export function endpointsOf({ endpoint }: ChartScope): { readonly endpoints?: readonly number[] } {
  return endpoint === undefined ? {} : { endpoints: [endpoint] };
}

/** Pixels of the drawing. */
export const CHART_HEIGHT = 220;
