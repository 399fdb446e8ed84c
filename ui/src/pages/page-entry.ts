import type { Icon } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Search } from '../data/view.ts';

export interface PageEntry {
  /** As a router path: `/endpoint/$id`. */
  readonly path: string;
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
  /** Asks what the page shows first, unless that is known, while its files are still on their way. */
  readonly prefetch?: (queryClient: QueryClient, search: Search) => Promise<unknown>;
  /** Shown in the navigation and the palette; null for pages that need an id. */
  readonly nav: { readonly label: string; readonly icon: Icon; readonly section?: NavSection } | null;
  /** The time that the page shows while none was chosen, where a day would say too little: `14d`. */
  readonly openingRange?: string;
  /** Parts of the page with addresses of their own, below its path. */
  readonly tabs?: readonly PageTab[];
}

/** Apart from the rest, below it. */
type NavSection = 'Administration';

export interface PageTab {
  /** Empty for the one that the page opens with. */
  readonly segment: string;
  readonly label: string;
  readonly load: () => Promise<{ readonly Tab: ComponentType }>;
  readonly openingRange?: string;
}
