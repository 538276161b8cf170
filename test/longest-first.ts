/** In which order test files run: those that take long begin first, so that no worker is left alone with one at the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Crashes need many deals, browsers many pages. */
const long = /\/test\/(stories\/killed-|browser\/)/;

export class LongestFirst extends BaseSequencer {
  /** Within each half as usual: by what they took the last time, or by size. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(({ moduleId }) => long.test(moduleId)), ...sorted.filter(({ moduleId }) => !long.test(moduleId))];
  }
}
