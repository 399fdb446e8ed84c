import { Button } from '@mantine/core';
import classes from './pager.module.css';
import { PAGE_SIZES, type PageSize, type Pages } from './use-cursor-pages.ts';

/** From page to page of a list that is read by cursors. */
export function Pager({ pages: { page, size, setSize, older, newer } }: { readonly pages: Pages }) {
  return (
    <div className={classes['pager']}>
      <label>
        Rows per page{' '}
        <select className={classes['size']} value={size} onChange={(event) => setSize(event.target.value as PageSize)}>
          {PAGE_SIZES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <span>Page {page}</span>
      <Button variant="default" size="xs" disabled={newer === null} onClick={() => newer?.()}>
        Newer
      </Button>
      <Button variant="default" size="xs" disabled={older === null} onClick={() => older?.()}>
        Older
      </Button>
    </div>
  );
}
