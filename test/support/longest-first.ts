import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Suites that take minutes, most of them in waiting for what they promise. A fresh checkout knows no durations and goes by
 * the size of files, of which these have little: begun last, they would run on when nothing is left to run beside them.
 */
const LONG =
  /\/(flow\/(fault-\w+|regressions|fleet)|package\/package|storage\/retention-load|e2e\/(every-page|empty-database))\.test\.ts$/;

/** Begins with the suites that take longest, so that the others fill the time beside them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rank(left) - rank(right));
  }
}

/** Groups one after the other, as configured; within one, the long ones first. */
function rank({ project, moduleId }: TestSpecification): number {
  return project.config.sequence.groupOrder * 2 + (LONG.test(moduleId) ? 0 : 1);
}
