import { fileURLToPath } from 'node:url';

/** All code of the monitor: its frames are nobody's news. */
export const OWN_FOLDER: string = fileURLToPath(new URL('../', import.meta.url));
