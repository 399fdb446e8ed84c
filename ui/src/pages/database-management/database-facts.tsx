import type { DatabaseAnswer } from '../../../../src/api/admin-contract.ts';
import type { Fact } from '../../components/facts.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { formatBytes } from '../../format/bytes.ts';

export function sizeFacts({ engine, sizeBytes, usedBytes, growthBytesPerDay }: DatabaseAnswer): readonly Fact[] {
  return [
    { name: 'Database', value: engine },
    { name: 'Size', value: formatBytes(sizeBytes) },
    {
      name: 'In use',
      value: formatBytes(usedBytes),
      hint: 'When maintenance last ended; the rest is room for later writes',
    },
    {
      name: 'Growth per day',
      value: growthText(growthBytesPerDay),
      hint: growthBytesPerDay === null ? 'Known after a quarter of a day' : 'Over the last days',
    },
  ];
}

function growthText(bytes: number | null): string {
  if (bytes === null) return '–';
  return bytes < 0 ? `−${formatBytes(-bytes)}` : `+${formatBytes(bytes)}`;
}

export function retentionFacts({ retention, oldest }: DatabaseAnswer): readonly Fact[] {
  const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;
  const since = (time: string | null) =>
    time === null ? (
      'There are none'
    ) : (
      <>
        The oldest are from <TimeAgo time={time} />
      </>
    );
  return [
    { name: 'Single requests', value: days(retention.requestDays), hint: since(oldest.requests) },
    { name: 'Minutes', value: days(retention.minuteRollupDays), hint: since(oldest.minuteRollups) },
    { name: 'Quarter hours', value: days(retention.quarterHourRollupDays), hint: since(oldest.quarterHourRollups) },
    { name: 'Days', value: 'kept', hint: since(oldest.dayRollups) },
    {
      name: 'Largest size',
      value: retention.maxDatabaseMegabytes === null ? 'no limit' : formatBytes(retention.maxDatabaseMegabytes * 1e6),
      hint: 'Beyond it the oldest days of single requests go first; SQLite only',
    },
  ];
}
