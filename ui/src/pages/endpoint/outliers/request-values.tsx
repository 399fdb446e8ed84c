import type { ReactNode } from 'react';
import type { ApiOutlier } from '../../../../../src/api/contract.ts';
import classes from './outliers.module.css';

/** What the request was about; for admins, since values of requests may be personal. */
export function RequestValues({ outlier: { request, environment } }: { readonly outlier: ApiOutlier }) {
  if (request === null) {
    return (
      <section className={classes['part']}>
        <h3 className={classes['heading']}>Request and environment</h3>
        <p className="quiet-note">
          Only admins see the address, values and headers of requests and the environment, as they may be personal or
          secret. You are signed in as a guest.
        </p>
      </section>
    );
  }
  return (
    <section className={classes['part']}>
      <h3 className={classes['heading']}>Request</h3>
      <p className={classes['url']}>
        <code>{request.url}</code>
      </p>
      <Pairs title="Route parameters" pairs={request.parameters} />
      <Pairs title="Query" pairs={request.query} />
      <Pairs title="Headers" pairs={request.headers} />
      {request.body !== null && (
        <Part title="Body">
          <pre className={classes['body']}>{request.body}</pre>
        </Part>
      )}
      <Pairs title="Environment" pairs={environment ?? {}} />
    </section>
  );
}

/** Left out when there are none. */
function Pairs({ title, pairs }: { readonly title: string; readonly pairs: Readonly<Record<string, string>> }) {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return null;
  return (
    <Part title={title}>
      <dl className={classes['pairs']}>
        {entries.map(([name, value]) => (
          <div key={name} className={classes['pair']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h4 className={classes['subheading']}>{title}</h4>
      {children}
    </>
  );
}
