// In a process of its own, so that what writing takes is not counted as what reading takes.
import { completeDataSet } from './data-set.mjs';

const [size, endpoints] = process.argv.slice(2).map(Number);
await completeDataSet(size, endpoints);
