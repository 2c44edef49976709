import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts', 'examples/hosts/*/test/**/*.test.ts'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    setupFiles: ['./scripts/seed-properties.ts'],
    pool: 'forks',
    // Modules are loaded once by each worker, not once by each file: a third of the time of all tests. No test changes what a module holds.
    isolate: false,
    // Vitest leaves one core alone by itself: on two that is half the machine.
    maxWorkers: '100%',
    // Worker threads inherit it: so they run the sources too, as vitest itself does.
    execArgv: ['--import', new URL('./scripts/run-sources.mjs', import.meta.url).href],
    testTimeout: 60_000,
  },
})
