import { defineConfig } from 'vitest/config'

/** Studies choose the constants that tests then hold: minutes long, run by hand with `npm run study`. */
export default defineConfig({
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/test/**/*.study.ts'],
    pool: 'forks',
    execArgv: ['--import', new URL('./scripts/run-sources.mjs', import.meta.url).href],
    testTimeout: 600_000,
  },
})
