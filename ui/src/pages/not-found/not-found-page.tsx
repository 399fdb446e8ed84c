import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { START_PATH } from '../page-table.ts';

export function NotFoundPage() {
  return (
    <main>
      <EmptyState title="There is no such page" action={<Link to={START_PATH}>Go to the overview</Link>}>
        The address may be mistyped, or what it showed was deleted.
      </EmptyState>
    </main>
  );
}
