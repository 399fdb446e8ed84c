import type { EpochMillis } from './clock.ts';

/** Where metrics are pushed to. */
export interface OpenTelemetrySettings {
  /** Of OTLP over HTTP, with its path. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly intervalMillis: number;
  readonly serviceName: string;
}

/** What became of it, since the process started. One process of all that share the database pushes. */
export interface OpenTelemetryStatus {
  readonly pushes: number;
  readonly failures: number;
  /** Of the last push that went well. */
  readonly lastAt: EpochMillis | null;
  /** Of the last push; null when it went well. */
  readonly error: string | null;
}
