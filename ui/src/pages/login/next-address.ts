/** Where to go after the login, if it is a page of this dashboard: a link must not lead people elsewhere. */
export function nextAddress(next: string | undefined, basePath: string): string | null {
  if (
    next === undefined ||
    !next.startsWith(`${basePath}/`) ||
    /^\/[/\\]/.test(next) ||
    next.startsWith(`${basePath}/login`)
  )
    return null;
  return next;
}
