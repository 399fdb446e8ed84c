import classes from '../page.module.css';
import { EmptyState } from './empty-state.tsx';

/** Instead of what guests may not see. */
export function AdminsOnly({ what }: { readonly what: string }) {
  return (
    <section className={classes['panel']}>
      <EmptyState title={`Only admins see ${what}`}>
        You are signed in as a guest. Sign in as an admin to go on, or ask one.
      </EmptyState>
    </section>
  );
}
