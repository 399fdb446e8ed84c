import {
  findWorse,
  isBackToNormal,
  measureWorsening,
  type WatchedEndpoint,
  type WorseEndpoint,
} from '../../analysis/regressions/find-worse.ts';
import { LOOK_RATE, type VersionLook } from '../../analysis/regressions/version-looks.ts';
import { NO_REQUESTS, type Sides } from '../../analysis/reports/endpoint-sample.ts';
import { FALSE_DISCOVERY_RATE, MINIMUM_REQUESTS } from '../../analysis/reports/limits.ts';
import { readSamples, type Samples } from '../../api/reports/read-samples.ts';
import type { ReportSide } from '../../api/reports/report-sides.ts';
import type { Clock } from '../../model/clock.ts';
import { UNMATCHED } from '../../model/endpoint.ts';
import type { Regression, StoredRegression } from '../../model/regression.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Storage } from '../../storage/storage.ts';
import { type Judged, regressionEvidence } from './regression-evidence.ts';
import type { WatchedDays } from './watched-days.ts';

/** More at once is one event, and nobody reads more. */
const MOST_FOUND = 20;
const MOST_OPEN = 50;

type WatchedStorage = Pick<
  Storage,
  'listEndpoints' | 'queryDistributions' | 'queryMetrics' | 'latestProfiles' | 'regressions'
>;

/** Of what is compared, the sides and when it began. */
interface Occasion extends Pick<Regression, 'occasion' | 'since' | 'version'> {
  readonly comparison: ReportSide;
  readonly baselines: readonly ReportSide[];
  readonly rate: number;
  /** Which of `samples`, those of the baselines, count for an endpoint. */
  chooseBaselines(requests: readonly number[]): readonly number[];
}

/** Compares, keeps what became worse, and lets go of what is as it was before. */
export class RegressionWatch {
  readonly #storage: WatchedStorage;
  readonly #clock: Clock;

  constructor(storage: WatchedStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  async lookAtVersion({ version, sides }: VersionLook): Promise<void> {
    if (sides === null) return this.#resolveTakenBack(version.firstSeen);
    await this.#look({
      occasion: 'version',
      since: version.firstSeen,
      version: version.value,
      comparison: sides.comparison,
      baselines: [sides.baseline],
      rate: LOOK_RATE,
      chooseBaselines: () => [0],
    });
  }

  async lookAtDay({ day, weeksBefore, dayBefore }: WatchedDays): Promise<void> {
    const baselines = [...weeksBefore, ...(dayBefore === null ? [] : [dayBefore])].map(ofAllVersions);
    const weeks = weeksBefore.map((_, index) => index);
    await this.#look({
      occasion: 'day',
      since: day.from,
      version: null,
      comparison: ofAllVersions(day),
      baselines,
      rate: FALSE_DISCOVERY_RATE,
      chooseBaselines: (requests) => {
        const known = weeks.filter((index) => (requests[index] ?? 0) >= MINIMUM_REQUESTS);
        return known.length > 0 ? known : baselines.flatMap((_, index) => (weeks.includes(index) ? [] : [index]));
      },
    });
  }

  /** Newer versions than the one that is back caused them. */
  async #resolveTakenBack(firstSeen: number): Promise<void> {
    for (const { id, occasion, since } of await this.#open())
      if (occasion === 'version' && since > firstSeen) await this.#storage.regressions.resolve(id, this.#clock.now());
  }

  async #look(occasion: Occasion): Promise<void> {
    const endpoints = (await this.#storage.listEndpoints()).filter(({ route }) => route !== UNMATCHED.route);
    const read = (side: ReportSide): Promise<Samples> => readSamples(this.#storage, side, endpoints.length);
    const comparison = await read(occasion.comparison);
    const open = await this.#open();
    await this.#judgeAgain(open, { side: occasion.comparison, samples: comparison }, read);
    const baselines: Samples[] = [];
    for (const side of occasion.baselines) baselines.push(await read(side));
    const watched = endpoints.flatMap(({ id }) => watchedEndpoint(id, { comparison, baselines, occasion }) ?? []);
    const found = findWorse(
      watched.map(({ endpoint }) => endpoint),
      occasion.rate,
    );
    const fresh = found.filter((worse) => !open.some((known) => isOfSame(known, worse)));
    for (const worse of worstFirst(fresh).slice(0, MOST_FOUND)) {
      const { endpoint, chosen } = watched.find((each) => each.endpoint.endpointId === worse.endpointId) ?? {};
      const index = chosen?.[worse.baseline];
      const baseline = index === undefined ? undefined : occasion.baselines[index];
      const before = endpoint?.baselines[worse.baseline];
      if (endpoint === undefined || baseline === undefined || before === undefined) continue;
      await this.#add(occasion, {
        ...worse,
        sides: { baseline, comparison: occasion.comparison },
        samples: { baseline: before, comparison: endpoint.comparison },
        worsening: worse,
      });
    }
  }

  async #add({ occasion, since, version }: Occasion, judged: Judged): Promise<void> {
    const { endpointId, question } = judged;
    const evidence = await regressionEvidence(this.#storage, judged);
    const regression: Regression = { endpointId, question, occasion, since, version, evidence };
    await this.#storage.regressions.add(regression, this.#clock.now());
  }

  /** What is open, against what it was found against. */
  async #judgeAgain(
    open: readonly StoredRegression[],
    now: { readonly side: ReportSide; readonly samples: Samples },
    read: (side: ReportSide) => Promise<Samples>,
  ): Promise<void> {
    const known = new Map<string, Samples>();
    for (const regression of open) {
      const { from, to, version } = regression.evidence.baseline;
      const baseline = { range: { from, to }, version };
      const key = JSON.stringify(baseline);
      const before = known.get(key) ?? (await read(baseline));
      known.set(key, before);
      await this.#judgeOne(regression, {
        sides: { baseline, comparison: now.side },
        samples: { baseline: before, comparison: now.samples },
      });
    }
  }

  /** Too little data, or too little evidence of an end, leaves it as it is. */
  async #judgeOne(
    { id, endpointId, question, evidence }: StoredRegression,
    { sides, samples: all }: { readonly sides: Sides<ReportSide>; readonly samples: Sides<Samples> },
  ): Promise<void> {
    const samples = {
      baseline: all.baseline.get(endpointId) ?? NO_REQUESTS,
      comparison: all.comparison.get(endpointId) ?? NO_REQUESTS,
    };
    const worsening = measureWorsening(question, samples);
    if (worsening === null) return;
    const { regressions } = this.#storage;
    if (worsening.isLarge) {
      const judged = { endpointId, question, sides, samples, worsening };
      await regressions.update(id, await regressionEvidence(this.#storage, judged), this.#clock.now());
    } else if (isBackToNormal(evidence, worsening)) await regressions.resolve(id, this.#clock.now());
  }

  #open(): Promise<readonly StoredRegression[]> {
    return this.#storage.regressions.list({ isOpen: true, limit: MOST_OPEN });
  }
}

interface Watched {
  readonly endpoint: WatchedEndpoint;
  /** Positions of its baselines among those of the occasion. */
  readonly chosen: readonly number[];
}

/** Null without requests now. */
function watchedEndpoint(
  endpointId: number,
  parts: { readonly comparison: Samples; readonly baselines: readonly Samples[]; readonly occasion: Occasion },
): Watched | null {
  const comparison = parts.comparison.get(endpointId);
  if (comparison === undefined) return null;
  const baselines = parts.baselines.map((samples) => samples.get(endpointId) ?? NO_REQUESTS);
  const chosen = parts.occasion.chooseBaselines(baselines.map(({ requests }) => requests));
  const endpoint = { endpointId, comparison, baselines: chosen.map((index) => baselines[index] ?? NO_REQUESTS) };
  return { endpoint, chosen };
}

function isOfSame(left: Pick<Regression, 'endpointId' | 'question'>, right: typeof left): boolean {
  return left.endpointId === right.endpointId && left.question === right.question;
}

function worstFirst(found: readonly WorseEndpoint[]): readonly WorseEndpoint[] {
  return found.toSorted((left, right) => left.pValue - right.pValue || right.effect - left.effect);
}

function ofAllVersions(range: TimeRange): ReportSide {
  return { range, version: null };
}
