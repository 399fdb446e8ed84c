/**
 * Where the dashboard is mounted, as the browser sees it: the server writes a relative `<base>`, so
 * this is right below any path and behind any proxy that strips a prefix.
 */
const MOUNT = new URL('./', document.baseURI);

/** With a slash at its end. */
export const API_ROOT: string = new URL('api/', MOUNT).href;

/** Without a slash at its end; empty at the root. */
export const BASE_PATH: string = MOUNT.pathname.replace(/\/$/, '');
