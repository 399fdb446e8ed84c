import { createContext, useContext } from 'react';

/** The endpoint of the page, for its tabs. */
export interface EndpointScope {
  readonly endpoint: number;
  /** Its name; undefined while it loads. */
  readonly subject: string | undefined;
}

export const EndpointContext = createContext<EndpointScope>({ endpoint: 0, subject: undefined });

export function useEndpointScope(): EndpointScope {
  return useContext(EndpointContext);
}
