/** Express 4 under the name it is installed by; the types of 5 fit what the tests use of it. */
declare module 'express-v4' {
  export { default } from 'express';
}
