import classes from './states.module.css';

const LINES = `import * as dashboard from 'node-monitoring-dashboard'
dashboard.bind(app)`;

/** The two lines that fill an empty dashboard. */
export function SetUpLines() {
  return (
    <pre className={classes['code']}>
      <code>{LINES}</code>
    </pre>
  );
}
