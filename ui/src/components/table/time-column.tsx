import { TimeAgo } from '../time-ago.tsx';
import type { Column } from './column.ts';

interface TimeColumnSettings<Row> extends Pick<Column<Row>, 'key' | 'header' | 'hint' | 'width'> {
  readonly timeOf: (row: Row) => string | null;
  /** In place of a time that is not known. @default `never` */
  readonly none?: string;
}

/** How long ago something was, sorted by when. */
export function timeColumn<Row>({ timeOf, none, ...column }: TimeColumnSettings<Row>): Column<Row> {
  return {
    ...column,
    align: 'right',
    sortValue: timeOf,
    cell: (row) => {
      const time = timeOf(row);
      return time === null && none !== undefined ? none : <TimeAgo time={time} />;
    },
  };
}
