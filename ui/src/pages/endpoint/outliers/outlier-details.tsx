import { Button, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ApiOutlier, ApiOutlierSummary } from '../../../../../src/api/contract.ts';
import { LoadFailure } from '../../../components/states/load-failure.tsx';
import { fileAddresses } from '../../../data/details-client.ts';
import { useOutlier } from '../../../data/use-details.ts';
import { formatDuration } from '../../../format/duration.ts';
import details from '../details/details.module.css';
import { MachineFacts } from './machine-facts.tsx';
import classes from './outliers.module.css';
import { RequestValues } from './request-values.tsx';
import { Stacks } from './stacks.tsx';

/** Everything seen of one outlier. */
export function OutlierDetails({ summary }: { readonly summary: ApiOutlierSummary }) {
  const outlier = useOutlier(summary.id, summary.durationMillis !== null);
  const { data, error } = outlier;
  if (data === undefined) {
    if (error === null) return <Skeleton height={240} />;
    return <LoadFailure what="The outlier" error={error} retry={() => void outlier.refetch()} />;
  }
  return (
    <div className={details['panel']}>
      <div className={details['tools']}>
        <p className={classes['lead']}>{leadOf(data)}</p>
        <Button
          component="a"
          href={fileAddresses.outlier(data.id)}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
        >
          Download JSON
        </Button>
      </div>
      <div className={classes['parts']}>
        <Stacks outlier={data} />
        <RequestValues outlier={data} />
        <MachineFacts outlier={data} />
      </div>
    </div>
  );
}

function leadOf({ elapsedMillis, thresholdMillis, durationMillis, requestId }: ApiOutlier): string {
  const noticed = `Noticed after ${formatDuration(elapsedMillis)}, above the limit of ${formatDuration(thresholdMillis)}.`;
  const end =
    durationMillis === null
      ? 'It still goes on, or its process ended.'
      : `It ended after ${formatDuration(durationMillis)}.`;
  return `${noticed} ${end}${requestId === null ? '' : ` Request ${requestId}.`}`;
}
