import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends a run with the one line that CI and people read: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strays: readonly SerializedError[]): void {
    let passed = 0
    // What is thrown outside of any test fails the run, so the line says it too.
    let failed = strays.length
    let skipped = 0
    for (const module of modules) {
      // A file that does not load has no tests to fail, so it counts as a failure itself.
      if (module.errors().length > 0) failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else skipped += 1
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
