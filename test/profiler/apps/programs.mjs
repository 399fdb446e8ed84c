import * as awaiting from './awaiting.mjs';

export const programs = { ...awaiting };
