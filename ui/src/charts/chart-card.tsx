import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { IconFileTypeCsv, IconPhotoDown, IconTable } from '@tabler/icons-react';
import { type ReactNode, type Ref, Suspense, useId, useState } from 'react';
import { LoadFailure } from '../components/states/load-failure.tsx';
import { toCsv } from '../export/csv.ts';
import { downloadText, fileName } from '../export/download.ts';
import type { ChartHandle } from './chart-canvas.tsx';
import classes from './chart-card.module.css';
import type { ChartTable } from './chart-table.ts';
import { ChartTableView } from './chart-table-view.tsx';
import { downloadPicture } from './picture.ts';

export interface ChartCardProps {
  readonly title: string;
  /** The question that the chart answers. */
  readonly question: string;
  readonly height: number;
  readonly state: { readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => unknown };
  /** Shown instead of the chart when there is nothing to draw. */
  readonly empty?: ReactNode;
  readonly legend?: ReactNode;
  /** Choices of what is shown, beside the title. */
  readonly controls?: ReactNode;
  readonly table: ChartTable;
  /** Names the files; the title unless given. */
  readonly subject?: string | undefined;
  readonly children: (handle: Ref<ChartHandle>) => ReactNode;
}

export function ChartCard(props: ChartCardProps) {
  const { title, question, height, state, empty, legend, controls, table, subject, children } = props;
  const [asTable, setAsTable] = useState(false);
  /** Null until the chart's own code is there. */
  const [handle, setHandle] = useState<ChartHandle | null>(null);
  const headingId = useId();
  const name = subject === undefined ? title : `${subject} ${title}`;
  const ready = !state.isPending && state.error === null && empty === undefined;
  return (
    <section className={classes['card']} aria-labelledby={headingId}>
      <header className={classes['header']}>
        <div className={classes['titles']}>
          <h2 className={classes['title']} id={headingId}>
            {title}
          </h2>
          <p className={classes['question']}>{question}</p>
        </div>
        <div className={classes['actions']}>
          {controls}
          <Action
            label={asTable ? 'Show as a chart' : 'Show as a table'}
            pressed={asTable}
            disabled={!ready}
            onClick={() => setAsTable(!asTable)}
          >
            <IconTable size={16} stroke={1.6} />
          </Action>
          <Action
            label="Download as CSV"
            disabled={!ready}
            onClick={() => downloadText(fileName(name, 'csv'), 'text/csv', toCsv(table.columns, table.rows))}
          >
            <IconFileTypeCsv size={16} stroke={1.6} />
          </Action>
          <Action
            label="Download as PNG"
            disabled={handle === null}
            onClick={() => handle !== null && void downloadPicture(handle, name)}
          >
            <IconPhotoDown size={16} stroke={1.6} />
          </Action>
        </div>
      </header>
      {legend !== undefined && <div className={classes['legend']}>{ready && !asTable && legend}</div>}
      <div className={classes['body']} style={{ minHeight: height }}>
        {state.error !== null && <LoadFailure what={title} error={state.error} retry={() => void state.refetch()} />}
        {state.error === null && state.isPending && <Skeleton height={height} />}
        {state.error === null && !state.isPending && empty}
        {ready && asTable && <ChartTableView table={table} label={title} height={height} />}
        {ready && !asTable && <Suspense fallback={<Skeleton height={height} />}>{children(setHandle)}</Suspense>}
      </div>
    </section>
  );
}

interface ActionProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly disabled: boolean;
  readonly pressed?: boolean;
}

function Action({ label, onClick, children, disabled, pressed }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        size={28}
        aria-label={label}
        onClick={onClick}
        disabled={disabled}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
