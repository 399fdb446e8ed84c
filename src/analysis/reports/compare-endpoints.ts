import type { EndpointSamples, Sides } from './endpoint-sample.ts';
import { believed } from './false-discoveries.ts';
import type { Finding, Measurement } from './finding.ts';
import { FALSE_DISCOVERY_RATE } from './limits.ts';
import { measureErrors } from './measure-errors.ts';
import { measureLatency } from './measure-latency.ts';
import { measureTraffic } from './measure-traffic.ts';

export interface EndpointFindings {
  readonly latency: Finding;
  readonly errorRate: Finding;
  /** Null when the method does not ask. */
  readonly traffic: Finding | null;
}

/**
 * The default method: one test per endpoint and question, of which those are believed that are unlikely even among so
 * many, and large enough to matter. Answers in the order of `endpoints`.
 * @param exposure what traffic is divided by
 */
export function compareEndpoints(
  endpoints: readonly EndpointSamples[],
  exposure: Sides<number>,
): readonly EndpointFindings[] {
  const latencies = judge(endpoints.map(measureLatency));
  const errorRates = judge(endpoints.map(measureErrors));
  const traffics = judge(endpoints.map((samples) => measureTraffic(samples, exposure)));
  return endpoints.map((_, index) => ({
    latency: latencies[index] as Finding,
    errorRate: errorRates[index] as Finding,
    traffic: traffics[index] as Finding,
  }));
}

function judge(measurements: readonly Measurement[]): readonly Finding[] {
  const tested = measurements.flatMap(({ pValue }) => pValue ?? []);
  const isBelieved = believed(tested, FALSE_DISCOVERY_RATE);
  let next = 0;
  return measurements.map(({ tendency, ...finding }): Finding => {
    if (finding.pValue === null) return { ...finding, verdict: 'too-little-data' };
    const verdict = isBelieved[next++] === true ? tendency : null;
    return { ...finding, verdict: verdict ?? 'no-evidence' };
  });
}
