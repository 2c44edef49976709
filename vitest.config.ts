import { defineConfig } from 'vitest/config'

/** Files that simulate or explore for seconds. */
const LONG = [
  'packages/acd/test/{engine,explore,policy,snapshot}/**/*.test.ts',
  'packages/core/test/trace/**/*.test.ts',
  'packages/sim/test/{experiment,replay,run,staffing}/**/*.test.ts',
]

export default defineConfig({
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    setupFiles: ['./scripts/seed-properties.ts'],
    pool: 'forks',
    // Vitest leaves one core alone by itself: on two that is half the machine.
    maxWorkers: '100%',
    // Worker threads inherit it: so they run the sources too, as vitest itself does.
    execArgv: ['--import', new URL('./scripts/run-sources.mjs', import.meta.url).href],
    testTimeout: 60_000,
    projects: [
      // A process of their own: code that was compiled for the objects of other tests runs at a quarter of the speed.
      { extends: true, test: { name: 'long', include: LONG } },
      // Modules are loaded once by each worker, not once by each file: a third of the time of all tests. No test changes what a module holds.
      {
        extends: true,
        test: {
          name: 'short',
          include: ['packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts', 'examples/hosts/*/test/**/*.test.ts'],
          exclude: LONG,
          isolate: false,
        },
      },
    ],
  },
})
