import { writeFileSync } from 'node:fs';

/**
 * Counts tests for the last line of `npm test`. Files and groups that fail outside of any test (an import, a
 * `beforeAll`) and errors that no test caught count as one failure each.
 *
 * The counts are written after every file: when the run crashes, what was counted until then stands.
 */
export default class CountReporter {
  #file = process.env.DUNWELL_TEST_COUNTS ?? '';
  #counts = { passed: 0, failed: 0, skipped: 0, hasEnded: false };

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd(module) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') this.#counts.passed += 1;
      else if (state === 'skipped') this.#counts.skipped += 1;
      else this.#counts.failed += 1;
    }
    this.#counts.failed += module.errors().length > 0 ? 1 : 0;
    for (const suite of module.children.allSuites()) this.#counts.failed += suite.errors().length > 0 ? 1 : 0;
    this.#write();
  }

  /**
   * @param {readonly unknown[]} _modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(_modules, unhandledErrors) {
    this.#counts.failed += unhandledErrors.length;
    this.#counts.hasEnded = true;
    this.#write();
  }

  #write() {
    if (this.#file !== '') writeFileSync(this.#file, JSON.stringify(this.#counts));
  }
}
