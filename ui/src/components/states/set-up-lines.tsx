import { CodeLines } from './code-lines.tsx';

const LINES = `import * as dashboard from 'node-monitoring-dashboard'
dashboard.bind(app)`;

/** The two lines that fill an empty dashboard. */
export function SetUpLines() {
  return <CodeLines lines={LINES} />;
}
