import { CodeLines } from '../../components/states/code-lines.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { LabelDimension } from './label-words.ts';

const LINES: Readonly<Record<LabelDimension, string>> = {
  group: 'dashboard.bind(app, { groupBy: (request) => request.user?.id })',
  ip: 'dashboard.bind(app, { getIp: (request) => request.ip })',
};

const TITLES: Readonly<Record<LabelDimension, string>> = {
  group: 'Requests have no user yet',
  ip: 'Requests have no IP address',
};

/** What would tell requests apart by user or address. */
export function NoLabels({ dimension }: { readonly dimension: LabelDimension }) {
  return (
    <EmptyState title={TITLES[dimension]}>
      Say how to find {dimension === 'group' ? 'the user' : 'the address'} of a request; new requests will have it:
      <CodeLines lines={LINES[dimension]} />
    </EmptyState>
  );
}
