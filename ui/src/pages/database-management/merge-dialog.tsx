import { useState } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { showFailure } from '../../components/toast-store.ts';
import { useMergeEndpoint } from '../../data/use-admin.ts';
import { formatExactCount } from '../../format/count.ts';
import classes from './database-management.module.css';

interface MergeDialogProps {
  readonly endpoint: ApiEndpoint;
  readonly others: readonly ApiEndpoint[];
  readonly onClose: () => void;
}

/** For endpoints that were renamed: what was before is counted under the new name. */
export function MergeDialog({ endpoint: { id, name, requestsOverall }, others, onClose }: MergeDialogProps) {
  const [into, setInto] = useState('');
  const merge = useMergeEndpoint();
  const choices = others
    .filter((other) => other.id !== id)
    .toSorted((left, right) => left.name.localeCompare(right.name));
  return (
    <ConfirmDialog
      title={`Merge ${name} into another endpoint?`}
      confirm="Merge for good"
      disabled={into === ''}
      busy={merge.isPending}
      onClose={onClose}
      onConfirm={() =>
        merge.mutate(
          { id, into: Number(into) },
          { onSuccess: onClose, onError: (error) => showFailure(`${name} was not merged`, error) },
        )
      }
    >
      <p>
        Its <strong>{formatExactCount(requestsOverall)} requests</strong> and all figures made of them move to the other
        one, and {name} goes. That cannot be undone.
      </p>
      <label className={classes['into']}>
        Into
        <select className={classes['select']} value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">Choose an endpoint</option>
          {choices.map((other) => (
            <option key={other.id} value={other.id}>
              {other.name}
            </option>
          ))}
        </select>
      </label>
    </ConfirmDialog>
  );
}
