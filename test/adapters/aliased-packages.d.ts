/** Express 4 under the name it is installed by; the types of 5 fit what the tests use of it. */
declare module 'express-v4' {
  export { default } from 'express';
}

/** The last router that keeps no text of its paths. */
declare module 'router-v2.2' {
  import type { Router } from 'express';

  const createRouter: (options?: { mergeParams?: boolean }) => Router;

  export = createRouter;
}
