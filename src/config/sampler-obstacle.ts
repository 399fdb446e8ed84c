/**
 * Why this process must not be sampled, null where nothing is in the way. Node's own profile or coverage of a process is an
 * inspector session too: it is told of each profile that the sampler ends, takes it for an answer to itself, and prints
 * all of it to the app's stderr, once a second.
 */
export function samplerObstacle(
  execArgv: readonly string[] = process.execArgv,
  environment: NodeJS.ProcessEnv = process.env,
): string | null {
  const options = [...execArgv, environment['NODE_OPTIONS'] ?? ''].join(' ');
  if (/(^|\s)--cpu-prof\b/.test(options)) return 'Node profiles the process itself (--cpu-prof)';
  if ((environment['NODE_V8_COVERAGE'] ?? '') !== '')
    return 'Node measures the coverage of the process (NODE_V8_COVERAGE)';
  return null;
}
