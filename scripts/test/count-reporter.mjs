import { writeFileSync } from 'node:fs';

const LONGEST_REASON = 200;

/**
 * Counts tests for the last line of `npm test`. Files and groups that fail outside of any test (an import, a
 * `beforeAll`) and errors that no test caught count as one failure each. Each failure is named, as what stands far above
 * the last line is easily lost.
 *
 * The counts are written after every file: when the run crashes, what was counted until then stands.
 */
export default class CountReporter {
  #file = process.env.DUNWELL_TEST_COUNTS ?? '';
  #counts = { passed: 0, failed: 0, skipped: 0, hasEnded: false, failures: /** @type {string[]} */ ([]) };

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd(module) {
    const file = `${module.project.name} ${module.relativeModuleId}`;
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      if (state === 'passed') this.#counts.passed += 1;
      else if (state === 'skipped') this.#counts.skipped += 1;
      else this.#fail(`${file} > ${test.fullName}`, errors ?? []);
    }
    for (const part of [module, ...module.children.allSuites()]) {
      if (part.errors().length > 0) this.#fail(file, part.errors());
    }
    this.#write();
  }

  /**
   * @param {string} what
   * @param {readonly { readonly message?: string }[]} errors
   */
  #fail(what, errors) {
    this.#counts.failed += 1;
    const reason = errors[0]?.message?.split('\n')[0] ?? 'no reason given';
    this.#counts.failures.push(`${what}: ${reason.slice(0, LONGEST_REASON)}`);
  }

  /**
   * @param {readonly unknown[]} _modules
   * @param {readonly { readonly message?: string }[]} unhandledErrors
   */
  onTestRunEnd(_modules, unhandledErrors) {
    for (const error of unhandledErrors) this.#fail('outside of any test', [error]);
    this.#counts.hasEnded = true;
    this.#write();
  }

  #write() {
    if (this.#file !== '') writeFileSync(this.#file, JSON.stringify(this.#counts));
  }
}
