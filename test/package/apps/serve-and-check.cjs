// Shared by the three apps: serves requests, reads them back from the dashboard, and prints what this thread loaded.
const { Session } = require('node:inspector');

exports.serveAndCheck = async function serveAndCheck(app, dashboard) {
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  for (let index = 0; index < 3; index += 1) await (await fetch(`${url}/items/${index}`)).text();
  await dashboard.flush();
  const page = await fetch(`${url}/dashboard/overview`);
  const login = await fetch(`${url}/dashboard/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'ann', password: 'correct horse battery' }),
  });
  const cookie = login.headers.getSetCookie()[0].split(';')[0];
  const { endpoints } = await (await fetch(`${url}/dashboard/api/endpoints`, { headers: { cookie } })).json();
  const result = {
    node: process.versions.node,
    page: page.status,
    title: /<title>(.*?)<\/title>/.exec(await page.text())?.[1],
    endpoints: endpoints.filter(({ requests }) => requests > 0).map(({ name, requests }) => `${name} ${requests}`),
    loaded: loadedHere(),
  };
  await dashboard.close();
  server.close();
  server.closeAllConnections();
  console.log(`result ${JSON.stringify(result)}`);
};

/** Every script of this thread, whichever module system loaded it. */
function loadedHere() {
  const session = new Session();
  const urls = [];
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  session.disconnect();
  return urls.filter((url) => /node-monitoring-dashboard|kysely|photostructure|sqlite/.test(url));
}
