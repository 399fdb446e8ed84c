import type { Page } from '../../storage/page.ts';

/** Page after page, each read when it is asked for, in a transaction of its own: none is open while a client is slow. */
export async function* pagesOf<Row>(
  read: (cursor: string | null) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[], void> {
  let cursor: string | null = null;
  do {
    const { rows, nextCursor }: Page<Row> = await read(cursor);
    yield rows;
    cursor = nextCursor;
  } while (cursor !== null);
}
