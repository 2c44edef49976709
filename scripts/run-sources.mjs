// For `node --import`: Node runs the packages' TypeScript sources, without a build and on versions that do not read it.
// Vitest does so for the tests themselves; the worker threads that a test starts are plain Node.
import { register } from 'node:module'

register('./source-hooks.mjs', import.meta.url)
