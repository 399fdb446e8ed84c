// In a process of its own, so that what writing takes is not counted as what reading takes.
import { completeDataSet } from './data-set.mjs';

await completeDataSet(Number(process.argv[2]));
