import type { Clock, DurationMillis } from '../../model/clock.ts';
import { type EndpointKey, endpointName } from '../../model/endpoint.ts';
import type { OutlierRecord, OutlierRequest, StackSample } from '../../model/outlier.ts';
import type { RecordBuffer } from '../../transport/record-buffer.ts';
import type { FollowedRequest } from '../following/followed-request.ts';
import type { Losses } from '../losses.ts';
import { redactBody } from '../redaction/redacted-body.ts';
import { redactFields } from '../redaction/redacted-fields.ts';
import { redactUrl } from '../redaction/redacted-url.ts';
import type { Redaction } from '../redaction/redaction.ts';
import type { MachineMeter } from './machine-meter.ts';
import { OutlierQuota } from './outlier-quota.ts';

export interface OutlierRecorderParts {
  readonly buffer: Pick<RecordBuffer, 'addOutlier'>;
  readonly clock: Clock;
  readonly meter: MachineMeter;
  readonly redaction: Redaction;
  readonly losses: Losses;
  readonly perMinute: number;
  readonly keepsBodies: boolean;
  /** The variables that may be kept. */
  readonly environment: Readonly<Record<string, string>>;
  /** See `TraceKey`, for a request that is not traced. */
  nextTrace(): number;
}

export interface OutlierMoment {
  readonly endpoint: EndpointKey;
  readonly elapsedMillis: DurationMillis;
  readonly thresholdMillis: DurationMillis;
  readonly requestsInFlight: number;
}

/** Writes down what can be seen of a request at the moment it has lasted too long. */
export class OutlierRecorder {
  readonly #parts: OutlierRecorderParts;
  readonly #quota: OutlierQuota;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(parts: OutlierRecorderParts) {
    this.#parts = parts;
    this.#quota = new OutlierQuota(parts.perMinute, parts.clock);
    this.#environment = redactFields(parts.environment, parts.redaction);
  }

  /** To be called often while there are requests that may be recorded. */
  tick(now: DurationMillis): void {
    this.#parts.meter.tick(now);
  }

  /** False when there were enough of this endpoint's, or there is no room. */
  record(request: FollowedRequest, moment: OutlierMoment): boolean {
    const { buffer, losses, nextTrace } = this.#parts;
    if (!this.#quota.take(moment.endpoint)) {
      losses.outliersOverLimit += 1;
      return false;
    }
    const trace = request.trace?.trace ?? nextTrace();
    if (!buffer.addOutlier(this.#recordOf(trace, request, moment))) {
      losses.drop('buffer-full', 1, 'the database does not keep up or cannot be reached');
      return false;
    }
    request.outlierTrace = trace;
    losses.outliers += 1;
    return true;
  }

  #recordOf(trace: number, request: FollowedRequest, moment: OutlierMoment): OutlierRecord {
    const { endpoint, elapsedMillis, thresholdMillis, requestsInFlight } = moment;
    const { startedAt, startedMonotonic } = request.start;
    const blocker = request.blockedBy;
    const blockedBy = blocker === null ? null : endpointOf(blocker);
    return {
      trace,
      endpoint,
      startedAt,
      elapsedMillis,
      thresholdMillis,
      stacks: stacksOf(request),
      request: this.#valuesOf(request, endpoint),
      environment: this.#environment,
      machine: {
        ...this.#parts.meter.measure(startedMonotonic),
        eventLoopDelayMillis: request.longestDelayMillis,
        requestsInFlight,
      },
      blockedBy: blockedBy === null ? null : endpointName(blockedBy),
    };
  }

  /** Without what the app's own getters, or a type of its own, keep from being read. */
  #valuesOf({ inFlight, start }: FollowedRequest, { route }: EndpointKey): OutlierRequest {
    const { redaction, keepsBodies } = this.#parts;
    const values = read(() => inFlight?.values()) ?? {
      url: start.path,
      headers: {},
      parameters: {},
      body: undefined,
    };
    return {
      ...redactUrl(values.url, route, redaction),
      parameters: read(() => redactFields(values.parameters, redaction)) ?? {},
      headers: read(() => redactFields(values.headers, redaction)) ?? {},
      body: keepsBodies ? (read(() => redactBody(values.body, redaction)) ?? null) : null,
    };
  }
}

function stacksOf({ runningStack, trace }: FollowedRequest): readonly StackSample[] {
  const waiting = trace?.pendingStacks() ?? [];
  return runningStack === null ? waiting : [runningStack, ...waiting];
}

function endpointOf(holder: { readonly endpoint: EndpointKey | null; likelyEndpoint?(): EndpointKey | null }) {
  return holder.likelyEndpoint?.() ?? holder.endpoint;
}

function read<Value>(reading: () => Value): Value | null {
  try {
    return reading();
  } catch {
    return null;
  }
}
