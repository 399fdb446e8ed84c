import type { ApiOutlier } from '../../../../../src/api/contract.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatDuration } from '../../../format/duration.ts';
import classes from './outliers.module.css';

/** What the machine was doing meanwhile. */
export function MachineFacts({ outlier: { machine } }: { readonly outlier: ApiOutlier }) {
  const { memory } = machine;
  const facts = [
    ['CPU of this process', `${machine.processCpuPercent.toFixed(0)}\u00a0%`],
    ['Event loop late by', formatDuration(machine.eventLoopDelayMillis)],
    ['Requests in flight', String(machine.requestsInFlight)],
    ['Resident memory', formatBytes(memory.residentBytes)],
    ['Heap used', `${formatBytes(memory.heapUsedBytes)} of ${formatBytes(memory.heapTotalBytes)}`],
    ['Outside the heap', formatBytes(memory.externalBytes)],
    ['Free on the machine', `${formatBytes(memory.systemFreeBytes)} of ${formatBytes(memory.systemTotalBytes)}`],
  ] as const;
  return (
    <section className={classes['part']}>
      <h3 className={classes['heading']}>Machine</h3>
      <Cores percents={machine.cpuPercents} />
      <dl className={classes['pairs']}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes['pair']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A bar per core, from empty to fully busy. */
function Cores({ percents }: { readonly percents: readonly number[] }) {
  if (percents.length === 0) return null;
  const text = percents.map((value, core) => `core ${core} ${value.toFixed(0)} %`).join(', ');
  return (
    <>
      <h4 className={classes['subheading']}>CPU per core</h4>
      <div className={classes['cores']} role="img" aria-label={text}>
        {percents.map((value, core) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cores are numbered
          <span key={core} className={classes['core']} title={`Core ${core}: ${value.toFixed(0)} %`}>
            <span className={classes['load']} style={{ height: `${Math.min(100, value)}%` }} />
          </span>
        ))}
      </div>
    </>
  );
}
