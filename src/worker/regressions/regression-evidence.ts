import type { Worsening } from '../../analysis/regressions/find-worse.ts';
import { grownLines } from '../../analysis/regressions/grown-lines.ts';
import type { EndpointSamples, Sides } from '../../analysis/reports/endpoint-sample.ts';
import { latestTree } from '../../api/latest-tree.ts';
import type { ReportSide } from '../../api/reports/report-sides.ts';
import type { GrownLine, RegressionEvidence, RegressionQuestion, RegressionSide } from '../../model/regression.ts';
import type { Storage } from '../../storage/storage.ts';

export interface Judged {
  readonly endpointId: number;
  readonly question: RegressionQuestion;
  readonly sides: Sides<ReportSide>;
  readonly samples: EndpointSamples;
  readonly worsening: Worsening;
}

/** What a regression is shown with. Of latency that includes the code, where both sides were profiled. */
export async function regressionEvidence(
  storage: Pick<Storage, 'latestProfiles'>,
  { endpointId, question, sides, samples, worsening }: Judged,
): Promise<RegressionEvidence> {
  const { before, now, effect, interval, pValue } = worsening;
  const describe = (side: keyof Sides<unknown>, value: number): RegressionSide => ({
    ...sides[side].range,
    version: sides[side].version,
    requests: samples[side].requests,
    value,
  });
  return {
    baseline: describe('baseline', before),
    comparison: describe('comparison', now),
    effect,
    interval,
    pValue,
    lines: question === 'latency' ? await readGrownLines(storage, endpointId, sides) : [],
  };
}

async function readGrownLines(
  storage: Pick<Storage, 'latestProfiles'>,
  endpointId: number,
  { baseline, comparison }: Sides<ReportSide>,
): Promise<readonly GrownLine[]> {
  const before = await latestTree(storage, { endpointId, ...baseline });
  if (before.requests === 0) return [];
  return grownLines(before, await latestTree(storage, { endpointId, ...comparison }));
}
