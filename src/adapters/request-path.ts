/** Path of a request target, without its query. Proxies send absolute targets (`http://host/path`). */
export function requestPath(url: string): string {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  return path.charCodeAt(0) === SLASH ? path : withoutOrigin(path);
}

const SLASH = 47;

function withoutOrigin(target: string): string {
  const origin = target.indexOf('://');
  if (origin === -1) return target;
  const slash = target.indexOf('/', origin + 3);
  return slash === -1 ? '/' : target.slice(slash);
}
