import { useParams } from '@tanstack/react-router';
import type { MonitoringLevel } from '../../../../../src/model/endpoint.ts';
import { LevelSwitch } from '../../../components/level-switch.tsx';
import { EmptyState } from '../../../components/states/empty-state.tsx';
import { useIsAdmin } from '../../../data/session.ts';
import { useEndpoint } from '../../../data/use-endpoints.ts';
import classes from './details.module.css';

/** The endpoint of the page; null while it loads. */
export function usePageEndpoint() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  return useEndpoint(Number(id)).data ?? null;
}

interface NothingRecordedProps {
  /** `outliers`, `profiles`. */
  readonly noun: string;
  readonly needed: MonitoringLevel;
  /** What fills the page once the level is right. */
  readonly filledBy: string;
  /** Shown once the level is right. */
  readonly action?: React.ReactNode;
}

/** Why there is nothing: the level, which can be changed right here, or nothing to record yet. */
export function NothingRecorded({ noun, needed, filledBy, action }: NothingRecordedProps) {
  const endpoint = usePageEndpoint();
  const isAdmin = useIsAdmin();
  if (endpoint === null) return null;
  if (endpoint.level < needed) {
    return (
      <EmptyState
        title={`At level ${endpoint.level}, no ${noun} are recorded`}
        action={<LevelSwitch id={endpoint.id} name={endpoint.name} level={endpoint.level} place="notice" />}
      >
        {isAdmin
          ? `Set the level to ${needed}${needed < 3 ? ' or higher' : ''}; it takes effect within seconds, in every process. ${filledBy}`
          : `An admin can set the level to ${needed}${needed < 3 ? ' or higher' : ''}.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No ${noun} in this view`} action={action}>
      {filledBy}
    </EmptyState>
  );
}

/** Above what was recorded before the level was lowered. */
export function LoweredLevel({ noun, needed }: Pick<NothingRecordedProps, 'noun' | 'needed'>) {
  const endpoint = usePageEndpoint();
  if (endpoint === null || endpoint.level >= needed) return null;
  return (
    <p className={classes['lowered']} role="note">
      At level {endpoint.level}, no new {noun} are recorded; these are from before.
      <LevelSwitch id={endpoint.id} name={endpoint.name} level={endpoint.level} place="notice" />
    </p>
  );
}
