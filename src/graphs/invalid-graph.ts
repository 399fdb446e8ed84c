import { MonitoringError } from '../model/errors.ts';

export function invalidGraph(title: string, problem: string): MonitoringError {
  return new MonitoringError('NMD_INVALID_GRAPH', `The graph ${JSON.stringify(title)} was not added: ${problem}`);
}
