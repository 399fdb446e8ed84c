import { type AnyRouter, useRouter } from '@tanstack/react-router';
import { type CSSProperties, createContext, type MouseEvent, type ReactNode, use, useMemo } from 'react';
import { BASE_PATH } from '../../data/mount.ts';
import { useUrlSearch } from '../../data/use-view.ts';
import { parseSearch, type Search, stringifySearch, viewParameters } from '../../data/view.ts';

interface ViewLinks {
  readonly addressOf: (to: string, changes: Search | undefined) => string;
  readonly follow: (event: MouseEvent<HTMLAnchorElement>) => void;
  readonly preload: (event: { readonly currentTarget: HTMLAnchorElement }) => void;
}

const Links = createContext<ViewLinks | null>(null);

/**
 * Looks after the links of many rows at once. The router's own each follow the address by themselves, which takes longer
 * than all else in a row.
 */
export function ViewLinksProvider({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const [search] = useUrlSearch();
  const text = stringifySearch(viewParameters(search));
  const links = useMemo(() => viewLinks(router, text), [router, text]);
  return <Links value={links}>{children}</Links>;
}

interface ViewLinkProps {
  readonly to: string;
  /** Changes of the view. */
  readonly search?: Search | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  readonly title?: string | undefined;
  /** Not a stop of the Tab key, because another link of the row leads to the same. */
  readonly isAside?: boolean;
  readonly children: ReactNode;
}

/** Leads to another page in the same view. */
export function ViewLink({ to, search, className, style, title, isAside, children }: ViewLinkProps) {
  const links = use(Links);
  if (links === null) throw new Error('a view link stands inside a provider of links');
  return (
    <a
      href={links.addressOf(to, search)}
      className={className}
      style={style}
      title={title}
      tabIndex={isAside ? -1 : undefined}
      onClick={links.follow}
      onPointerEnter={links.preload}
      onFocus={links.preload}
    >
      {children}
    </a>
  );
}

function viewLinks(router: AnyRouter, viewText: string): ViewLinks {
  const view = parseSearch(viewText);
  // All rows of a table lead to pages of the same files.
  let isPreloaded = false;
  return {
    addressOf: (to, changes) =>
      BASE_PATH + to + (changes === undefined ? viewText : stringifySearch({ ...view, ...changes })),
    follow(event) {
      const isForBrowser = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
      if (isForBrowser || event.defaultPrevented) return;
      event.preventDefault();
      void router.navigate(placeOf(event.currentTarget));
    },
    preload({ currentTarget }) {
      if (isPreloaded) return;
      isPreloaded = true;
      void router.preloadRoute(placeOf(currentTarget));
    },
  };
}

function placeOf({ pathname, search }: HTMLAnchorElement) {
  return { to: pathname.slice(BASE_PATH.length), search: parseSearch(search) } as never;
}
