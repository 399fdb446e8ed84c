import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually, startApp, temporaryFolder } from '../support/app-process.ts';
import { openStored, readOutliers } from '../support/stored-outliers.ts';

/** Every one of these is a text that occurs nowhere else. */
const SECRETS = {
  authorization: 'kq81-authorization',
  cookie: 'kq82-cookie',
  apiKey: 'kq83-api-key',
  ownName: 'kq84-own-name',
  ownPattern: 'kq85-own-pattern',
  query: 'kq86-query',
  encodedQuery: 'kq87-encoded',
  referer: 'kq88-referer',
  parameter: 'kq89-parameter',
  urlPassword: 'kq90-url-password',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJrcTkxIjoiMTIzNDU2Nzg5MCJ9.kq91SflKxwRJSMeKKF2QT4',
  bodyField: 'kq92-body-field',
  bodyNested: 'kq93-body-nested',
  card: '4111-1111-1111-1111',
  environmentName: 'kq94-environment-name',
  environmentShape: 'kq95-environment-shape',
  notAllowed: 'kq96-not-allowed',
};

const HEADERS = {
  authorization: `Bearer ${SECRETS.authorization}`,
  cookie: `a=1; sid=${SECRETS.cookie}`,
  'x-api-key': SECRETS.apiKey,
  'x-family-name': SECRETS.ownName,
  'x-hidden-thing': SECRETS.ownPattern,
  referer: `https://app.example/start?next=%2F&token=${SECRETS.referer}`,
  'x-note': `card ${SECRETS.card} and ${SECRETS.jwt}`,
  'x-upstream': `amqp://ann:${SECRETS.urlPassword}@queue/1`,
  'content-type': 'application/json',
  'x-plain': 'kq00-plain',
};
const BODY = { name: 'kq00-body', password: SECRETS.bodyField, list: [{ clientSecret: SECRETS.bodyNested }] };
const ENVIRONMENT = {
  NMD_OUTLIERS_BODIES: 'true',
  NMD_OUTLIERS_ENVIRONMENT: 'STRIPE_SECRET_KEY,QUEUE_URL,PLAIN_NAME',
  STRIPE_SECRET_KEY: SECRETS.environmentName,
  QUEUE_URL: `amqp://ann:${SECRETS.environmentShape}@queue/1`,
  PLAIN_NAME: 'kq00-environment',
  OTHER_NAME: SECRETS.notAllowed,
};

it.each(['2', '3'])('secrets of a request are nowhere in the database and the log, at level %s', async (LEVEL) => {
  const folder = temporaryFolder();
  const file = join(folder, 'nmd.db');
  const environment = { NMD_DATABASE: `sqlite:///${file}`, NMD_ENABLE_LOGGING: 'true', LEVEL, ...ENVIRONMENT };
  const app = await startApp('outliers.mjs', environment);
  const post = async (query: string): Promise<void> => {
    const path = `/reset/${SECRETS.parameter}?page=kq00-query&access_token=${SECRETS.query}${query}`;
    const response = await fetch(app.url + path, { method: 'POST', headers: HEADERS, body: JSON.stringify(BODY) });
    expect(await response.text()).toBe('reset');
  };
  for (let index = 0; index < 30; index += 1) await post('');
  const back = encodeURIComponent(`https://a.example/?password=${SECRETS.encodedQuery}`);
  for (let index = 0; index < 4; index += 1) await post(`&slow=1&back=${back}`);
  await fetch(`${app.url}/flush`);

  const storage = await openStored(file);
  const outliers = await eventually('the outliers', async () => {
    const found = await readOutliers(storage);
    return found.length > 0 ? found : undefined;
  });
  await storage.close();
  // What is no secret is there, so the secrets would be too.
  expect(outliers[0]?.record).toMatchObject({
    request: {
      url: expect.stringMatching(/^\/reset\/\[redacted\]\?page=kq00-query&access_token=\[redacted\]/),
      query: { page: 'kq00-query', access_token: '[redacted]' },
      parameters: { token: '[redacted]' },
      headers: { 'x-plain': 'kq00-plain', cookie: '[redacted]' },
      body: '{"name":"kq00-body","password":"[redacted]","list":[{"clientSecret":"[redacted]"}]}',
    },
    environment: { PLAIN_NAME: 'kq00-environment', STRIPE_SECRET_KEY: '[redacted]' },
  });
  // They lie compressed in the file, where searching for bytes would not find them.
  const text = JSON.stringify(outliers);
  await app.kill();
  const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  for (const secret of Object.values(SECRETS)) {
    expect(text).not.toContain(secret);
    expect(app.output()).not.toContain(secret);
    for (const encoding of ['utf8', 'utf16le', 'base64'] as const) {
      const needle =
        encoding === 'base64' ? Buffer.from(Buffer.from(secret).toString('base64')) : Buffer.from(secret, encoding);
      expect(bytes.includes(needle), `${secret} as ${encoding}`).toBe(false);
    }
  }
});
