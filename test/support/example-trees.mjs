// Execution trees as a small web shop has them, for pages that want data before anybody has waited for it.

const ROOT = '/srv/bookshop';

/** @typedef {{ method: string, route: string }} EndpointKey */

const app = (file, line, name, code) => ({ file: `${ROOT}/src/${file}`, line, function: name, code, origin: 'app' });
const library = (file, line, name) => ({
  file: `${ROOT}/node_modules/${file}`,
  line,
  function: name,
  code: null,
  origin: 'library',
});
const internal = (file, line, name) => ({ file: `node:${file}`, line, function: name, code: null, origin: 'node' });

const SESSION = app('sessions.ts', 18, 'loadSession', "const session = await redis.get('session:' + id);");
const REDIS = library('ioredis/built/Redis.js', 402, 'Redis.sendCommand');
const QUERY = library('pg/lib/client.js', 526, 'Client.query');
const SOCKET = internal('net', 955, 'Socket._write');
const ROWS = library('pg/lib/result.js', 64, 'Result.parseRow');
const RENDER = app('render.ts', 31, 'renderPage', 'return template({ ...page, items: items.map(describe) });');
const DESCRIBE = app('render.ts', 44, 'describe', 'return { ...item, price: price.format(item.cents / 100) };');
const MAIL = app(
  'orders/confirm.ts',
  12,
  'confirm',
  "const answer = await fetch('https://mail.example/send', message);",
);
const FETCH = internal('internal/deps/undici/undici', 13_510, 'fetch');
const HASH = app('orders/token.ts', 9, 'orderToken', 'return pbkdf2Sync(secret, salt, rounds, 32, "sha256");');

/**
 * Nodes with their part of the request's time. A line of a newer version lies `moved` lines lower.
 * @param {EndpointKey} endpoint @param {{ moved: number, slower: number, random: () => number }} choice
 */
function branches({ method, route }, { moved, slower, random }) {
  const name = route.split('/').filter((part) => /^\w+$/.test(part));
  const file = `routes/${name[0] ?? 'home'}.ts`;
  const handler = `${method === 'GET' ? 'show' : 'save'}${(name.at(-1) ?? 'home').replace(/^./, (first) => first.toUpperCase())}`;
  const at = (line, code) => app(file, line + moved, handler, code);
  const isCached = random() < 0.3;
  const tree = [
    [0, at(14, 'const session = await loadSession(request);'), { cpu: 1 }],
    [1, SESSION, { cpu: 0.5 }],
    [2, REDIS, { cpu: 0.5, await: 8 }, 'socket ioredis'],
    [0, at(17, 'const items = await shop.find(request.query);'), { cpu: 2 }],
  ];
  if (!isCached) {
    tree.push([1, QUERY, { cpu: 2, await: 38 * slower, queue: random() < 0.25 ? 12 : 0.4 }, 'socket pg']);
    tree.push([2, SOCKET, { cpu: 1 }], [2, ROWS, { cpu: 6 * slower }]);
  }
  tree.push([0, at(22, 'response.send(renderPage(items));'), { cpu: 1 }], [1, RENDER, { cpu: 7 }]);
  tree.push([2, DESCRIBE, { cpu: 14, gc: random() < 0.2 ? 3 : 0 }]);
  if (method !== 'POST') return tree;
  tree.push([0, at(29, 'order.token = orderToken(order);'), { cpu: 1 }], [1, HASH, { cpu: 25 }]);
  tree.push(
    [0, at(31, 'await confirm(order);'), { cpu: 1 }],
    [1, MAIL, { cpu: 1 }],
    [2, FETCH, { cpu: 2, await: 45 }, 'socket undici'],
  );
  return tree;
}

/**
 * @param {EndpointKey} endpoint
 * @param {{ durationMillis: number, moved: number, slower: number, random: () => number, neighbour: string }} choice
 */
export function exampleTree(endpoint, { durationMillis, neighbour, ...choice }) {
  const tree = branches(endpoint, choice).map(([indent, line, parts, waitsFor = null]) => {
    const self = Object.entries(parts).map(([kind, part]) => [kind, part * (0.6 + 0.8 * choice.random())]);
    return { indent, line, self: self.filter(([, part]) => part > 0), waitsFor };
  });
  const whole = tree.flatMap(({ self }) => self).reduce((sum, [, part]) => sum + part, 0);
  const codeLines = [...new Set(tree.map(({ line }) => line))];
  const nodes = tree.map(({ indent, line, self, waitsFor }) => ({
    indent,
    code: codeLines.indexOf(line),
    self: Object.fromEntries(self.map(([kind, part]) => [kind, (part / whole) * durationMillis])),
    waitsFor,
    heldBy: self.some(([kind]) => kind === 'queue') ? neighbour : null,
  }));
  return { codeLines, nodes };
}

/** The stack in which a request is stuck, innermost line first: at its longest line. */
export function exampleStack({ codeLines, nodes }) {
  const time = ({ self }) => Math.max(0, ...Object.values(self));
  const longest = nodes.reduce((best, node, at) => (time(node) > time(nodes[best]) ? at : best), 0);
  const lines = [];
  for (let at = longest, depth = Number.POSITIVE_INFINITY; at >= 0; at -= 1) {
    if (nodes[at].indent >= depth) continue;
    depth = nodes[at].indent;
    lines.push(codeLines[nodes[at].code]);
  }
  return { lines, waitsFor: nodes[longest].waitsFor, kind: nodes[longest].self.await ? 'waiting' : 'running' };
}
