import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** Of the definitions that OpenTelemetry publishes, compiled. */
interface MessageType {
  fromObject(value: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): ExportMetrics;
}

const require = createRequire(import.meta.url);
const { opentelemetry } = require('@opentelemetry/otlp-transformer/build/src/generated/root');
const REQUEST: MessageType = opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

export interface ExportMetrics {
  readonly resourceMetrics: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string; readonly version: string };
      readonly metrics: readonly Metric[];
    }[];
  }[];
}

export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly histogram?: { readonly aggregationTemporality: string; readonly dataPoints: readonly HistogramPoint[] };
  readonly gauge?: { readonly dataPoints: readonly { readonly asDouble: number; readonly timeUnixNano: string }[] };
}

export interface HistogramPoint {
  readonly attributes: readonly Attribute[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly count: string;
  readonly sum: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string };
}

export interface ReceivedPush {
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  /** As it was sent. */
  readonly sent: ExportMetrics;
  /** Through the binary form, in which there is nothing that the definitions do not have. */
  readonly decoded: ExportMetrics;
}

/** Takes metrics as a collector does. `answers` are the statuses of its first answers; then 200. */
export class OtlpReceiver {
  readonly received: ReceivedPush[] = [];
  readonly #server: Server;
  readonly #answers: number[];

  private constructor(answers: readonly number[]) {
    this.#answers = [...answers];
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const sent = JSON.parse(Buffer.concat(parts).toString()) as ExportMetrics;
        this.received.push({ headers: request.headers, path: request.url ?? '', sent, decoded: decode(sent) });
        response.writeHead(this.#answers.shift() ?? 200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(answers: readonly number[] = []): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver(answers);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function decode(sent: ExportMetrics): ExportMetrics {
  const bytes = REQUEST.encode(REQUEST.fromObject(sent)).finish();
  return REQUEST.toObject(REQUEST.decode(bytes), { longs: String, enums: String });
}

/** `{'http.route': '/fast'}` */
export function valuesOf(attributes: readonly Attribute[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
}
