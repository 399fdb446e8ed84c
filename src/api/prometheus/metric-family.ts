/** Of the labels and values of one sample; null values are left out of the text. */
export interface MetricSample {
  /** Added to the family's name: `_bucket`, `_sum` or `_count` of a histogram. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | null;
}

/** Samples of one name, as Prometheus wants them together. */
export interface MetricFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

/** Of the text below. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Prometheus' text format 0.0.4. Families without samples are left out. */
export function prometheusText(families: readonly MetricFamily[]): string {
  return families.map(familyText).join('');
}

/** A family with one sample and no labels. */
export function single(type: 'counter' | 'gauge', name: string, help: string, value: number | null): MetricFamily {
  return { name, type, help, samples: [{ labels: {}, value }] };
}

function familyText({ name, type, help, samples }: MetricFamily): string {
  const lines = samples.flatMap(({ suffix = '', labels, value }) =>
    value === null ? [] : [`${name}${suffix}${labelText(labels)} ${numberText(value)}\n`],
  );
  return lines.length === 0 ? '' : `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
