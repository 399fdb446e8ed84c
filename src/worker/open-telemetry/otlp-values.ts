import type { EpochMillis } from '../../model/clock.ts';

/** The JSON form of OTLP: whole numbers of 64 bits are text, enums are numbers. */
export interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string };
}

export interface OtlpHistogramPoint extends OtlpTimes {
  readonly attributes: readonly OtlpAttribute[];
  readonly count: string;
  readonly sum: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
}

export interface OtlpNumberPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly timeUnixNano: string;
  readonly asDouble: number;
}

export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly histogram?: { readonly aggregationTemporality: number; readonly dataPoints: readonly OtlpHistogramPoint[] };
  readonly gauge?: { readonly dataPoints: readonly OtlpNumberPoint[] };
}

export interface OtlpResourceMetrics {
  readonly resource: { readonly attributes: readonly OtlpAttribute[] };
  readonly scopeMetrics: readonly {
    readonly scope: { readonly name: string; readonly version: string };
    readonly metrics: readonly OtlpMetric[];
  }[];
}

interface OtlpTimes {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

/** Points tell everything since their start, so that one that gets lost costs nothing. */
export const CUMULATIVE = 2;

export function attributes(values: Readonly<Record<string, string | number | null>>): readonly OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [];
    return { key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } };
  });
}

export function nanos(time: EpochMillis): string {
  return `${Math.round(time)}000000`;
}
