import type { ReactNode } from 'react';
import classes from './menu-group.module.css';

/** Entries of a menu under a heading. Mantine's own label is no valid child of a menu. */
export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no valid child of a menu either
    <div role="group" aria-label={label}>
      <div className={classes['label']} aria-hidden>
        {label}
      </div>
      {children}
    </div>
  );
}
